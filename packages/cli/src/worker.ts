import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { loadShare, type Share, type Work } from "./synth/shared-work.js";

const { work, share } = workerData as { readonly work: Work; readonly share: Share };
const { seen, workOff } = await loadShare(work, share);
if (parentPort) {
  const port = parentPort;
  port.postMessage({ seen });
  const [mayWrite] = (await once(port, "message")) as [boolean];
  if (mayWrite) await workOff((done) => port.postMessage({ done }));
  port.close();
}
