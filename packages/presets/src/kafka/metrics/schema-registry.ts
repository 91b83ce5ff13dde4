import { attributes, type Rule } from "./rule.js";

const domain = "kafka.schema.registry";

/**
 * Schema Registry: each of its own metrics is an MBean whose only attribute has the MBean's name.
 *
 * Source: confluentinc/schema-registry 8.3, MetricsContainer.java.
 */
export const schemaRegistry: readonly Rule[] = [
  ...["master-slave-role", "node-count"].flatMap((name) => attributes({ domain, type: name, gauges: [name] })),
  ...["registered-count", "deleted-count", "api-success-count", "api-failure-count"].flatMap((name) =>
    attributes({ domain, type: name, counters: [name] }),
  ),
];
