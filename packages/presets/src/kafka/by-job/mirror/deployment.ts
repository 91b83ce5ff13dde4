import { deployment } from "../../../process/kubernetes/deployment.js";
import type { RunMirror } from "../../behaviour/mirror.js";
import { labelsOf, mirrorProcess } from "./process.js";

/** MirrorMaker 2 as a Deployment. */
export const mirrorByDeployment: RunMirror = {
  kubernetes: (part, flow) => {
    // Two at a time would be two members of one group, and each would mirror half until the other has gone.
    deployment(part, mirrorProcess(part.environment, part.uses.kafka, flow), { strategy: "recreate" });
  },
  pod: ({ environment }, name) => ({ labels: labelsOf(environment, name), flows: [] }),
  logs: (name) => `logs deployment/${name} --tail=50`,
};
