import { defineCheck } from "@streamform/core";
import type { ClusterExports } from "../exports.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";
import { ownKeys } from "./own-keys.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

/** What a tool of Kafka takes beside the broker when the start script asks whether all copies are in sync, with the broker's own needs; MiB. */
const besideHeap = 512;

export const withoutCertificates = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2821",
  title: "StatefulSets without certificates",
  severity: "error",
  because:
    "Brokers, controllers and ZooKeeper know each other by their certificates, and every listener is TLS: without an issuer no pod starts.",
  instead: "Write `certificates: {}` for a CA of the environment's own, or name an issuer there.",
  run: ({ spec, uses: { certificates }, at }) =>
    spec.engine === "statefulset" && certificates === undefined
      ? [at("engine", "nobody signs the brokers' certificates")]
      : [],
});

export const settingOfTheEngine = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2822",
  title: "A broker setting that the engine makes",
  severity: "error",
  because:
    "Listeners, certificates, ids, folders and who is let in follow from the rest of the spec: what is written here has no effect, or would keep brokers from finding each other.",
  instead: "Take it out; use `external`, `clients`, `storageClass` and `certificates` for what can be chosen.",
  run: ({ spec, at }) =>
    spec.engine !== "statefulset"
      ? []
      : Object.keys(spec.configuration).flatMap((key) =>
          ownKeys.has(key) ? [at(["configuration", key], `${key} is not for the spec to set`)] : [],
        ),
});

export const noRoomForTools = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2823",
  title: "Too little memory beside a broker's heap",
  severity: "warning",
  because:
    "A broker of this engine asks the cluster, by Kafka's own tool in the same container, whether all of its copies are in sync before it counts as ready. With less than 512 MiB beside the heap the kernel may end it there, and a roll-out stops.",
  instead: "Give the brokers more memory, or a smaller heap.",
  run: ({ spec: { engine, brokers }, at }) =>
    engine === "statefulset" && brokers.memory - brokers.heap < besideHeap
      ? [at("brokers.memory", `${brokers.memory - brokers.heap} MiB are left beside the heap of ${brokers.heap} MiB`)]
      : [],
});

export const checks = [withoutCertificates, settingOfTheEngine, noRoomForTools];
