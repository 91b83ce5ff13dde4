import type { DescribePart, KubernetesPart } from "@streamform/core";
import type { MirrorFlow } from "../../components/clients/mirror/flow.js";
import type { Workload } from "../../kubernetes/workload.js";
import type { KafkaFacts } from "../facts.js";

interface WithKafka {
  readonly uses: { readonly kafka: KafkaFacts };
}

export type MirrorKubernetes = Pick<KubernetesPart, "chart" | "environment" | "asset" | "env"> & WithKafka;
export type MirrorDescribed = Pick<DescribePart, "environment"> & WithKafka;

/** What runs MirrorMaker 2. */
export interface RunMirror {
  readonly kubernetes: (part: MirrorKubernetes, flow: MirrorFlow) => void;
  /** Labels of a mirror's pod, and who connects to it. */
  readonly pod: (part: MirrorDescribed, name: string) => Pick<Workload, "labels" | "flows">;
  /** Arguments of `kubectl logs` for a mirror. */
  readonly logs: (name: string) => string;
}
