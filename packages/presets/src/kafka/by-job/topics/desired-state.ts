import type { Topic } from "../../../components/clients/topics/spec.js";
import { renderConfig } from "../../configuration/render.js";
import type { KafkaFacts } from "../../facts.js";

/**
 * The topics as `apply-topics.sh` reads them: one a line, sorted, tab separated: name, partitions, replication factor, what to do
 * on removal, then `key=value` for each configuration key. No value of a topic's configuration can hold a tab or a line end.
 */
export function desiredState(
  topics: Readonly<Record<string, Topic>>,
  { defaults }: Pick<KafkaFacts, "defaults">,
): string {
  const lines = Object.keys(topics)
    .sort()
    .flatMap((name) => {
      const topic = topics[name];
      if (!topic) return [];
      const config = Object.entries(renderConfig(topic.config)).map(([key, value]) => `${key}=${value}`);
      return [
        [name, topic.partitions, topic.replicationFactor ?? defaults.replicationFactor, topic.onRemove, ...config].join(
          "\t",
        ),
      ];
    });
  return lines.map((line) => `${line}\n`).join("");
}
