export type { Artifact } from "../compile/artifact.js";
