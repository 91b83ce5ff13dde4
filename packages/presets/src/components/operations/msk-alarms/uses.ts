import { optional } from "@streamform/core";
import { msk } from "../../kafka/msk/index.js";
import { topics } from "../../clients/topics/index.js";

export const uses = { msk, topics: optional(topics) };
