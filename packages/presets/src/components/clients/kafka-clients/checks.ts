import { defineCheck } from "@streamform/core";
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
  because:
    "The consumer would read every record that it cannot process again, and put it on the same topic once more, for ever.",
  instead: "Give the dead letters a topic of their own.",
  run: ({ spec, at }) => {
    const { topic, deadLetterTopic } = namesOf(spec);
    return topic === deadLetterTopic ? [at("deadLetterTopic", `${topic} is read by the consumer itself`)] : [];
  },
});

export const noSuchListener = defineCheck<Spec, Uses>({
  code: "SF2302",
  title: "Client programs for a listener that the brokers do not open",
  severity: "error",
  because: "The programs could not connect.",
  instead: "Choose a listener that is there, or open it on the brokers.",
  run: ({ spec: { listener }, uses: { kafka }, at }) => {
    const open = kafka.listeners.map(({ name }) => name);
    return listener === undefined || open.includes(listener)
      ? []
      : [at("listener", `the brokers open ${open.join(", ")}`)];
  },
});

export const programsInTheClear = defineCheck<Spec, Uses>({
  code: "SF2303",
  title: "Client programs without encryption in production",
  severity: "warning",
  because:
    "Everybody on the way between client and broker can read and change the records, and the brokers know nobody who connects.",
  instead: "Let the programs use a listener with TLS, and open one where there is none.",
  source: "Amazon MSK developer guide, encryption in transit",
  run: ({ spec: { listener }, uses: { kafka }, environment, at }) =>
    environment.stage === "production" && (listener ?? kafka.listeners[0].name) === "plaintext"
      ? [at(listener === undefined ? [] : "listener", "the programs use the plaintext listener")]
      : [],
});

export const programsOfNobodysGroup = defineCheck<Spec, Uses>({
  code: "SF2305",
  title: "Client programs in a consumer group that no user may read in",
  severity: "warning",
  because: "Whichever of the users they log in as, the brokers refuse them the group, and they read nothing.",
  instead: "Give the group to a user under `acls.groups`, or name one in `consumerGroup` that a user has.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup",
  run: ({ spec, uses: { users }, at }) => {
    const { consumerGroup: group } = spec;
    return users === undefined ||
      group === undefined ||
      Object.values(users.rules).some((rules) => readsIn(rules, group))
      ? []
      : [at("consumerGroup", `none of the users may read in ${group}`)];
  },
});

export const programsOfUnknownTopic = defineCheck<Spec, Uses>({
  code: "SF2304",
  title: "Client programs for a topic that the environment does not have",
  severity: "warning",
  because:
    "Brokers that do not create topics by themselves refuse the programs' records; brokers that do make one with defaults that nobody chose.",
  instead: "Add the topic under `topics`, or say with `ignore` who else makes it.",
  source: "Apache Kafka documentation, auto.create.topics.enable",
  run: ({ spec, uses: { topics }, at }) => {
    const { topic, deadLetterTopic } = namesOf(spec);
    // The name of the dead letters that nobody wrote follows from the topic's, and that from nothing: the finding stands there.
    const ofTopic = spec.topic === undefined ? [] : "topic";
    return [
      [ofTopic, topic] as const,
      [spec.deadLetterTopic === undefined ? ofTopic : "deadLetterTopic", deadLetterTopic] as const,
    ].flatMap(([key, name]) => {
      const unknown = unknownTopic(name, topics?.names);
      return unknown ? [at(key, `the topic ${name} is not in \`topics\``, unknown.hint)] : [];
    });
  },
});
