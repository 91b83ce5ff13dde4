export { type ExitCode, run } from "./run.js";
