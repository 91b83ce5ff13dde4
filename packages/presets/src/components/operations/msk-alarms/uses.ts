import { optional } from "@streamform/core";
import { topics } from "../../clients/topics/index.js";
import { msk } from "../../kafka/msk/index.js";

export const uses = { msk, topics: optional(topics) };
