#!/usr/bin/env node
import { run } from "./run.js";

/** The reader of the output may close the pipe, as `head` does. That is not an error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);
process.exitCode = await run(process.argv.slice(2));
