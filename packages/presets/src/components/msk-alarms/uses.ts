import { msk } from "../msk/index.js";

export const uses = { msk };
