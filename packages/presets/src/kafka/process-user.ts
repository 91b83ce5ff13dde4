import type { User } from "../process/process.js";
import { kafkaUser } from "../versions/strimzi.js";

/** Who processes of Strimzi's Kafka image run as. */
export const kafkaProcessUser: User = { uid: kafkaUser.uid, gid: kafkaUser.gid, filesGid: kafkaUser.uid };
