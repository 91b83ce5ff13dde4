import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { checks } from "./checks.js";
import { diagram, summary, workloadsOf } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { mirrorSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Topics and groups' offsets to or from other clusters, by MirrorMaker 2. */
export const mirror = defineComponent({
  name: "mirror",
  title: "Mirrors",
  spec: mirrorSpec,
  uses,
  terraform,
  kubernetes,
  contributes: [contribute(workloads, (part: DescribePart<typeof mirrorSpec, typeof uses>) => workloadsOf(part))],
  checks,
  summary,
  diagram,
});
