import type { DescribePart, Diagram, EnvironmentInfo, KubernetesPart, Step } from "@streamform/core";
import type { KafkaConnectSpec } from "../../components/clients/kafka-connect/spec.js";
import type { UserLogin } from "../login.js";
import type { Workload } from "../../kubernetes/workload.js";
import type { KafkaFacts } from "../facts.js";

interface WithConnect {
  readonly spec: KafkaConnectSpec;
  readonly uses: { readonly kafka: KafkaFacts };
}

export type ConnectKubernetes = Pick<KubernetesPart, "chart" | "environment" | "asset" | "env"> & WithConnect;
export type ConnectDescribed = Pick<DescribePart, "environment"> & WithConnect;

/** What runs Kafka Connect's workers, and brings connectors to them. */
export interface RunConnect {
  /** Whether plugins are mounted from their own images. */
  readonly mountsPlugins: boolean;
  /** Labels of the workers' pods, which never change. */
  readonly workerLabels: (environment: Pick<EnvironmentInfo, "name">) => Readonly<Record<string, string>>;
  readonly kubernetes: (part: ConnectKubernetes, login: UserLogin) => void;
  readonly workloads: (part: ConnectDescribed) => readonly Workload[];
  readonly steps: (part: ConnectDescribed) => readonly Step[];
  readonly diagram: (part: ConnectDescribed) => Diagram;
}
