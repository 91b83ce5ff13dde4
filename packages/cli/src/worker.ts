import { parentPort, workerData } from "node:worker_threads";
import { type Work, workOff } from "./synth/shared-work.js";

await workOff(workerData as Work, (done) => parentPort?.postMessage(done));
