import { kafka } from "../../../kafka/kafka.js";
import { msk } from "../../kafka/msk/index.js";
import { network } from "../network/index.js";

export const uses = { network, kafka, msk };
