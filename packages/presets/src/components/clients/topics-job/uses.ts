import { kafka } from "../../../kafka/kafka.js";

export const uses = { kafka };
