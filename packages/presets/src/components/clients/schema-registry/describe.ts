import { codeSpan, type DescribePart, type Diagram, type Summary, workloadKubectl } from "@streamform/core";
import { listenerFor } from "../../../kafka/credentials.js";
import type { SchemaRegistry } from "../../../kafka/schema-registry.js";
import { hostIn, name, port, urlIn } from "./names.js";
import type { schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = DescribePart<typeof schemaRegistrySpec, typeof uses>;

export function provideSchemaRegistry({ environment }: Part): SchemaRegistry {
  return { url: urlIn(environment.kubernetes.namespace) };
}

export function summary({ spec, environment }: Part): Summary {
  const { namespace } = environment.kubernetes;
  const kubectl = `${workloadKubectl(environment)} --namespace ${namespace}`;
  const pods = spec.replicas === 1 ? "1 pod" : `${spec.replicas} pods`;
  return {
    facts: [
      { label: "Schema Registry", value: `${pods}, ${spec.compatibility}, schemas in ${spec.topic}` },
      { label: "Licence of Schema Registry", value: "Confluent Community License 1.0" },
    ],
    endpoints: [{ name: "Schema Registry", protocol: "HTTP", port, address: hostIn(namespace) }],
    steps: [
      {
        when: "operation",
        title: "Export the schemas",
        text: `Port forwarding bypasses the network policies. The schemas exist only in the topic ${codeSpan(spec.topic)}, and this environment's backups hold no records. The last command saves every schema with the id that records refer to.`,
        commands: [
          `${kubectl} port-forward service/${name} ${port}:${port} &`,
          `curl --silent http://localhost:${port}/subjects`,
          `curl --silent http://localhost:${port}/schemas >schemas.json`,
        ],
      },
    ],
  };
}

export function diagram({ spec, uses: { kafka, users } }: Part): Diagram {
  const credentials = users.credentials[spec.user];
  const label = credentials && listenerFor(kafka, credentials)?.name;
  return {
    nodes: [{ id: name, label: "Schema Registry", group: "Kubernetes" }],
    edges: [{ from: name, to: "kafka", label }],
  };
}
