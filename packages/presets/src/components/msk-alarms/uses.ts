import { optional } from "@streamform/core";
import { msk } from "../msk/index.js";
import { topics } from "../topics/index.js";

export const uses = { msk, topics: optional(topics) };
