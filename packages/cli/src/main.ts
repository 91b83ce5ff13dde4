#!/usr/bin/env node
import { run } from "./run.js";

/** Whoever reads our output may stop reading, as `head` does: that is no fault. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);
process.exitCode = await run(process.argv.slice(2));
