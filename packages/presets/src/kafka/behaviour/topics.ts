import type {
  DescribePart,
  Diagram,
  EnvironmentInfo,
  InTerraform,
  KubernetesPart,
  Summary,
  TerraformPart,
} from "@streamform/core";
import type { Topic } from "../../components/clients/topics/spec.js";
import type { TopicsJob } from "../../components/clients/topics-job/spec.js";
import type { Workload } from "../../kubernetes/workload.js";
import type { KafkaFacts, Listener } from "../facts.js";

export interface TopicsUses {
  readonly kafka: KafkaFacts;
  readonly topicsJob?: { readonly settings: TopicsJob } | undefined;
}

interface WithTopics {
  readonly spec: Readonly<Record<string, Topic>>;
  readonly uses: TopicsUses;
}

export type TopicsKubernetes = Pick<KubernetesPart, "chart" | "environment" | "selector" | "env" | "secret" | "asset"> &
  WithTopics;
export type TopicsTerraform = Pick<TerraformPart, "stack" | "environment" | "name"> & {
  readonly spec: WithTopics["spec"];
  readonly uses: InTerraform<TopicsUses>;
};
export type TopicsDescribed = Pick<DescribePart, "environment"> & WithTopics;

/** How topics of the spec get into a Kafka. */
export interface ApplyTopics {
  /** Listener that the process uses which applies them; undefined where the Kafka's own operator does it. */
  readonly listener: (uses: TopicsUses) => Listener | undefined;
  /** Registry topic of `apply-topics.sh`, which records what it may delete; undefined if it may delete nothing. */
  readonly registry: (environment: Pick<EnvironmentInfo, "name">) => string | undefined;
  readonly kubernetes: (part: TopicsKubernetes) => void;
  readonly terraform: (part: TopicsTerraform) => void;
  readonly workloads: (part: TopicsDescribed) => readonly Workload[];
  readonly summary: (part: TopicsDescribed) => Summary;
  readonly diagram: (part: TopicsDescribed) => Diagram;
}
