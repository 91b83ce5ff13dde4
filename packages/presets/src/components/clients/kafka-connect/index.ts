import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { associateWithUser } from "../users/pod-association.js";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { name } from "./names.js";
import { kafkaConnectSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Kafka Connect: workers, and connectors as data, run as the Kafka has it. */
export const kafkaConnect = defineComponent({
  name: "kafka-connect",
  title: "Kafka Connect",
  spec: kafkaConnectSpec,
  uses,
  exports: ({ spec, environment, uses: { kafka } }) => ({
    /** The workers' group, and the labels of their pods. */
    groupId: spec.groupId,
    workers: kafka.connect.workerLabels(environment),
  }),
  terraform: (part) => {
    const { spec, uses: used } = part;
    associateWithUser(part, used.users.credentials[spec.user], name);
    return {};
  },
  kubernetes,
  contributes: [
    contribute(workloads, (part: DescribePart<typeof kafkaConnectSpec, typeof uses>) =>
      part.uses.kafka.connect.workloads(part),
    ),
  ],
  checks,
  summary,
  diagram: (part) => part.uses.kafka.connect.diagram(part),
});
