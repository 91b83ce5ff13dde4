// Loaded before what is measured: tells at the end how much processor time and memory the whole process took.
import { writeSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread)
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(2, `usage ${(userCPUTime + systemCPUTime) / 1e6} ${maxRSS}\n`);
  });
