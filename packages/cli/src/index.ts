export { cliPages } from "./pages.js";
export { type ExitCode, run } from "./run.js";
