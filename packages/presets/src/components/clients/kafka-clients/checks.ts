import { defineCheck } from "@streamform/core";
import { closedListener } from "../../../kafka/closed-listener.js";
import { unknownTopic } from "../../../kafka/unknown-topic.js";
import { readsIn } from "../users/access-rules.js";
import { type kafkaClientsSpec, namesOf } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof kafkaClientsSpec;
type Uses = typeof uses;

export const deadLettersInCircle = defineCheck<Spec, Uses>({
  code: "SF2301",
  title: "Dead letters on the topic that they come from",
  severity: "error",
  because: "The consumer would read its own dead letters, fail again and write them to the same topic for ever.",
  instead: "Give the dead letters their own topic.",
  run: ({ spec, at }) => {
    const { topic, deadLetterTopic } = namesOf(spec);
    return topic === deadLetterTopic ? [at("deadLetterTopic", `the consumer itself reads ${topic}`)] : [];
  },
});

export const noSuchListener = defineCheck<Spec, Uses>({
  code: "SF2302",
  title: "Client programs for a listener that the brokers do not open",
  severity: "error",
  because: "The programs cannot connect.",
  instead: "Choose an open listener, or open this one on the brokers.",
  run: ({ spec: { listener }, uses: { kafka }, at }) => {
    const problem = closedListener(kafka, listener);
    return problem === undefined ? [] : [at("listener", problem)];
  },
});

export const programsInTheClear = defineCheck<Spec, Uses>({
  code: "SF2303",
  title: "Client programs without encryption in production",
  severity: "warning",
  because:
    "Anyone on the network between client and broker can read and change the records, and the brokers do not authenticate clients.",
  instead: "Use a listener with TLS for the programs. Open one if there is none.",
  source: "Amazon MSK developer guide, encryption in transit",
  run: ({ spec: { listener }, uses: { kafka }, environment, at }) =>
    environment.stage === "production" && (listener ?? kafka.listeners[0].name) === "plaintext"
      ? [at(listener === undefined ? [] : "listener", "the programs use the plaintext listener")]
      : [],
});

export const programsOfNobodysGroup = defineCheck<Spec, Uses>({
  code: "SF2305",
  title: "Client programs in a consumer group that no user may use",
  severity: "warning",
  because: "The brokers refuse the group to every user, so the programs read nothing.",
  instead: "Give the group to a user under `acls.groups`, or set `consumerGroup` to a group of a user.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup",
  run: ({ spec, uses: { users }, at }) => {
    const { consumerGroup: group } = spec;
    return users === undefined ||
      group === undefined ||
      Object.values(users.rules).some((rules) => readsIn(rules, group))
      ? []
      : [at("consumerGroup", `no user may read in the group ${group}`)];
  },
});

export const programsOfUnknownTopic = defineCheck<Spec, Uses>({
  code: "SF2304",
  title: "Client programs for a topic that the environment does not have",
  severity: "warning",
  because:
    "Brokers without automatic topic creation refuse the programs' records. Other brokers create the topic with their default settings.",
  instead: "Add the topic under `topics`, or say under `ignore` who creates the topic.",
  source: "Apache Kafka documentation, auto.create.topics.enable",
  run: ({ spec, uses: { topics }, at }) => {
    const { topic, deadLetterTopic } = namesOf(spec);
    if (spec.topic === undefined && unknownTopic(topic, topics?.names)) {
      const message = `the client programs use the topics ${topic} and ${deadLetterTopic}, which are not in \`topics\``;
      return [
        at([], message, "Name one of your topics in kafkaClients.topic. Or leave the programs out: kafkaClients: null"),
      ];
    }
    // The name of the dead letters that nobody wrote follows from the topic's: the finding stands there.
    return [
      ["topic", topic] as const,
      [spec.deadLetterTopic === undefined ? "topic" : "deadLetterTopic", deadLetterTopic] as const,
    ].flatMap(([key, name]) => {
      const unknown = unknownTopic(name, topics?.names);
      return unknown ? [at(key, `the topic ${name} is not in \`topics\``, unknown.hint)] : [];
    });
  },
});
