import { defineComponent } from "@streamform/core";
import {
  deadLettersInCircle,
  noSuchListener,
  programsInTheClear,
  programsOfNobodysGroup,
  programsOfUnknownTopic,
} from "./checks.js";
import { files } from "./files.js";
import { kubernetes } from "./kubernetes.js";
import { kafkaClientsSpec, namesOf } from "./spec.js";
import { uses } from "./uses.js";

/** Settings and example programs for those who write to the cluster and read from it. */
export const kafkaClients = defineComponent({
  name: "kafka-clients",
  title: "Kafka clients",
  spec: kafkaClientsSpec,
  uses,
  kubernetes,
  files,
  checks: [deadLettersInCircle, noSuchListener, programsInTheClear, programsOfNobodysGroup, programsOfUnknownTopic],
  summary: ({ spec, uses: { kafka } }) => {
    const { topic, deadLetterTopic } = namesOf(spec);
    return {
      facts: [
        { label: "Client settings for the listeners", value: kafka.listeners.map(({ name }) => name).join(", ") },
        { label: "Topics of the example programs", value: `${topic}, ${deadLetterTopic}` },
      ],
    };
  },
  diagram: ({ uses: { kafka } }) => ({
    nodes: [{ id: "kafka-clients", label: "Kafka clients", group: "Kubernetes" }],
    edges: [
      { from: "external-secrets", to: "kafka-clients", label: "client settings" },
      { from: "kafka-clients", to: "kafka", label: kafka.listeners.map(({ name }) => name).join(", ") },
    ],
  }),
});
