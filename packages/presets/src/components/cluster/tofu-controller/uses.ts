import { versions } from "../../../versions/versions.js";

export const uses = { versions };
