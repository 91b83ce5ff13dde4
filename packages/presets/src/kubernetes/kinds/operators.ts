import type { Kind } from "@streamform/core";
import { awsControllerKinds } from "./aws.js";
import { confluentKinds } from "./confluent.js";
import { grafanaKinds } from "./grafana.js";
import { karpenterKinds } from "./karpenter.js";
import { kedaKinds } from "./keda.js";
import { trustManagerKinds } from "./trust-manager.js";
import { volumeSnapshotKinds } from "./volume-snapshots.js";

/** Kinds of operators and controllers that no component here installs and that clusters have nevertheless. Platforms hand them in. */
export const operatorKinds: readonly Kind[] = [
  ...trustManagerKinds,
  ...kedaKinds,
  ...karpenterKinds,
  ...confluentKinds,
  ...grafanaKinds,
  ...awsControllerKinds,
  ...volumeSnapshotKinds,
];

/** Fields of the operators' kinds, including operators that components of this package install. Written by `tools/kind-fields.mjs`. */
export const operatorFields: URL = new URL("./fields.json", import.meta.url);
