import { alertGroup, down } from "./alert.js";

const isLeader = "kafka_schema_registry_master_slave_role_master_slave_role";

/** Schema Registry: are all of its pods there, and does one of them write. */
export const schemaRegistry = alertGroup({
  name: "schema-registry",
  title: "Schema Registry",
  alerts: {
    SchemaRegistryDown: {
      severity: "warning",
      for: "5m",
      expression: (measured) => down(measured, "schema-registry"),
      summary: "{{ $labels.pod }} of Schema Registry does not answer",
      description: "For 5 minutes {{ $labels.pod }} has not answered. While another pod runs, clients go on.",
      runbook: {
        means:
          "A pod of Schema Registry is down, waits for a place to run, or cannot log in to Kafka. With none left, clients that know their schemas go on; those that meet one for the first time fail.",
        look: [
          "State and restarts: `kubectl --namespace {{namespace}} get pods --selector app.kubernetes.io/name=schema-registry`",
          "What it said last: `kubectl --namespace {{namespace}} logs POD --previous --tail=100`",
        ],
        act: [
          "*StoreInitializationException*: its topic has another number of partitions than one or is not compacted, or no broker answers.",
          "*SaslAuthenticationException* or *TopicAuthorizationException*: its user's password or rights; see whether the users were applied.",
          "OOMKilled: raise `schemaRegistry.memory`, and `heap` with it.",
        ],
      },
    },
    SchemaRegistryWithoutLeader: {
      severity: "critical",
      for: "5m",
      expression: ({ of }) => `(sum(${isLeader}{${of("schema-registry")}}) or vector(0)) != 1`,
      summary: "Schema Registry of {{cluster}} has {{ $value }} leaders",
      description:
        "For 5 minutes Schema Registry has had {{ $value }} leaders where there must be exactly one: no new schema is taken.",
      runbook: {
        means:
          "The pods elect by a consumer group which of them writes schemas. With no leader those that are there can be read, and each new one is refused after a time; so it is when no pod runs.",
        look: [
          `Which pod says that it leads: \`${isLeader}\` by pod, and how many it sees: \`kafka_schema_registry_node_count_node_count\`.`,
          "Errors of the election: `kubectl --namespace {{namespace}} logs --selector app.kubernetes.io/name=schema-registry --tail=200 | grep -i -e leader -e coordinator`",
        ],
        act: [
          "Pods that run and elect nobody: `kubectl --namespace {{namespace}} rollout restart deployment/schema-registry`. An election that failed is not always tried again.",
          "*GroupAuthorizationException*: the user may not read its group.",
          "No pod runs: see `SchemaRegistryDown`.",
        ],
      },
    },
  },
});
