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
      description:
        "{{ $labels.pod }} has not answered for 5 minutes. While another pod runs, clients are not affected.",
      runbook: {
        means:
          "A pod of Schema Registry is down, is pending, or cannot log in to Kafka. If no pod is left, clients that have cached their schemas continue. Clients that need a schema for the first time fail.",
        look: [
          "State and restarts: `kubectl --namespace {{namespace}} get pods --selector app.kubernetes.io/name=schema-registry`",
          "Its last log lines: `kubectl --namespace {{namespace}} logs POD --previous --tail=100`",
        ],
        act: [
          "*StoreInitializationException*: its topic does not have exactly one partition, or is not compacted, or no broker answers.",
          "*SaslAuthenticationException* or *TopicAuthorizationException*: its user's password or rights. Check whether the users were applied.",
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
        "Schema Registry must have exactly one leader, but has had {{ $value }} for 5 minutes. It registers no new schemas.",
      runbook: {
        means:
          "The pods elect a leader through a consumer group. Only the leader writes schemas. Without a leader, clients can read existing schemas, and registering a new one times out. If no pod runs, the alert fires too.",
        look: [
          `Which pod reports that it leads: \`${isLeader}\` by pod, and how many it sees: \`kafka_schema_registry_node_count_node_count\`.`,
          "Errors of the election: `kubectl --namespace {{namespace}} logs --selector app.kubernetes.io/name=schema-registry --tail=200 | grep -i -e leader -e coordinator`",
        ],
        act: [
          "The pods run but elect no leader: `kubectl --namespace {{namespace}} rollout restart deployment/schema-registry`. The pods do not always retry a failed election.",
          "*GroupAuthorizationException*: the user may not read its group.",
          "No pod is running: see `SchemaRegistryDown`.",
        ],
      },
    },
  },
});
