import { contribute, type DescribePart, defineComponent, provide } from "@streamform/core";
import { anySchemaRegistry } from "../../../kafka/schema-registry.js";
import { workloads } from "../../../kubernetes/workload.js";
import { workloadOf } from "../../../process/workload.js";
import { associateWithUser } from "../users/pod-association.js";
import { checks } from "./checks.js";
import { diagram, provideSchemaRegistry, summary } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { registryProcess } from "./process.js";
import { name } from "./names.js";
import { schemaRegistrySpec } from "./spec.js";
import { uses } from "./uses.js";

/** Schemas of records, by Confluent's Schema Registry; the same with every engine. */
export const schemaRegistry = defineComponent({
  name: "schema-registry",
  title: "Schema Registry",
  spec: schemaRegistrySpec,
  uses,
  terraform: (part) => {
    const { spec, uses: used } = part;
    associateWithUser(part, used.users.credentials[spec.user], name);
    return {};
  },
  kubernetes,
  provides: [provide(anySchemaRegistry, provideSchemaRegistry)],
  contributes: [
    contribute(workloads, (part: DescribePart<typeof schemaRegistrySpec, typeof uses>) => [
      workloadOf(registryProcess(part)),
    ]),
  ],
  checks,
  summary,
  diagram,
});
