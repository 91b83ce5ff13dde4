import { defineCheck } from "@streamform/core";
import { configurationProblems } from "../../../kafka/configuration/problems.js";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof topicsSpec;
type Uses = typeof uses;

export const factorAboveBrokers = defineCheck<Spec, Uses>({
  code: "SF2201",
  title: "A replication factor above the number of brokers",
  severity: "error",
  because: "Each copy needs a broker of its own: Kafka refuses the topic, and the Job that makes it fails.",
  instead: "Lower the replication factor or add brokers.",
  source: "Apache Kafka documentation, replication",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { replicationFactor }]) =>
      replicationFactor !== undefined && replicationFactor > kafka.brokers
        ? [
            at(
              [name, "replicationFactor"],
              `${replicationFactor} copies of ${name}, but there are ${kafka.brokers} brokers`,
            ),
          ]
        : [],
    ),
});

export const minInsyncEqualsFactor = defineCheck<Spec, Uses>({
  code: "SF2202",
  title: "min.insync.replicas as high as the replication factor",
  severity: "error",
  because:
    "A single broker that restarts, and each does at every patch, leaves too few copies in sync: producers with acks=all cannot write.",
  instead: "Keep min.insync.replicas at least one below the replication factor; 3 and 2 is the usual pair.",
  source: "Amazon MSK developer guide, best practices; Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { replicationFactor, config }]) => {
      const factor = replicationFactor ?? kafka.defaults.replicationFactor;
      const required = Number(config["min.insync.replicas"] ?? kafka.defaults.minInsyncReplicas);
      if (required < factor || factor === 1) return [];
      const path = config["min.insync.replicas"] === undefined ? [name] : [name, "config", "min.insync.replicas"];
      return [
        at(
          path,
          required === factor
            ? `${name} has ${factor} copies and needs all of them in sync`
            : `${name} has ${factor} copies and needs ${required} in sync: nothing can ever be written with acks=all`,
        ),
      ];
    }),
});

export const singleCopy = defineCheck<Spec, Uses>({
  code: "SF2203",
  title: "A topic that loses data with one broker",
  severity: "warning",
  because:
    "With min.insync.replicas 1, a write is acknowledged while only one broker has it; if that broker's disk is lost, so is the write.",
  instead: "Use three copies with min.insync.replicas 2, or say with `ignore` why the data may be lost.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { replicationFactor, config }]) => {
      const factor = replicationFactor ?? kafka.defaults.replicationFactor;
      const required = Number(config["min.insync.replicas"] ?? kafka.defaults.minInsyncReplicas);
      if (factor > 1 && required > 1) return [];
      return [
        at(
          [name],
          factor === 1 ? `${name} has a single copy` : `${name} acknowledges writes that one broker alone has`,
        ),
      ];
    }),
});

export const configOfAnotherVersion = defineCheck<Spec, Uses>({
  code: "SF2204",
  title: "Topic configuration that this Kafka does not take",
  severity: "error",
  because: "The brokers refuse the key or the value, and the Job that sets it fails.",
  instead: "Remove the key or write a value that this version takes.",
  source: "The ConfigDef of each Kafka version",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { config }]) =>
      configurationProblems({ scope: "topic", entries: config, kafkaVersion: kafka.version }).map(
        ({ key, problem, hint }) => at([name, "config", key], `${key} ${problem}`, hint),
      ),
    ),
});

export const collidingNames = defineCheck<Spec, Uses>({
  code: "SF2205",
  title: "Topic names that Kafka cannot tell apart",
  severity: "error",
  because:
    "Names of metrics turn dots into underscores: Kafka refuses a topic whose name differs from another one's only in that.",
  instead: "Use dots or underscores in topic names, not both.",
  source: "Apache Kafka, Topic.hasCollision",
  run: ({ spec, at }) => {
    const seen = new Map<string, string>();
    return Object.keys(spec).flatMap((name) => {
      const key = name.replaceAll(".", "_");
      const other = seen.get(key);
      seen.set(key, other ?? name);
      return other === undefined ? [] : [at([name], `${name} and ${other} are the same to Kafka's metrics`)];
    });
  },
});

export const internalName = defineCheck<Spec, Uses>({
  code: "SF2206",
  title: "A topic that belongs to Kafka itself",
  severity: "error",
  because:
    "Topics that begin with two underscores are Kafka's own; changing them can stop consumer groups and transactions.",
  instead: "Choose another name, or set the broker's configuration for internal topics.",
  run: ({ spec, at }) =>
    Object.keys(spec).flatMap((name) => (name.startsWith("__") ? [at([name], `${name} is reserved`)] : [])),
});

export const noRetention = defineCheck<Spec, Uses>({
  code: "SF2208",
  title: "Production topics without a retention of their own",
  severity: "warning",
  because:
    "They follow whatever the brokers' default is, seven days unless somebody changes it; nobody decided how long this data is kept or how much disk it takes.",
  instead: "Set `retention.ms` (or `cleanup.policy: compact`) on the topic.",
  source: "Apache Kafka documentation, log.retention.hours",
  run: ({ spec, environment, at }) =>
    environment.stage !== "production"
      ? []
      : Object.entries(spec).flatMap(([name, { config }]) => {
          const policies = ([] as string[]).concat(config["cleanup.policy"] ?? "delete");
          const bounded = config["retention.ms"] !== undefined || config["retention.bytes"] !== undefined;
          return bounded || !policies.includes("delete") ? [] : [at([name], `${name} says nothing about retention`)];
        }),
});

export const tooManyPartitions = defineCheck<Spec, Uses>({
  code: "SF2209",
  title: "More partitions than the brokers should carry",
  severity: "warning",
  because: "Above the recommended number, brokers cannot be updated or resized, and failovers take minutes.",
  instead: "Use fewer partitions, larger brokers or more of them.",
  source: "Amazon MSK developer guide, best practices: right-size your cluster",
  run: ({ spec, uses: { kafka }, at }) => {
    if (kafka.partitionsPerBroker === undefined) return [];
    const replicas = Object.values(spec).reduce(
      (sum, topic) => sum + topic.partitions * (topic.replicationFactor ?? kafka.defaults.replicationFactor),
      0,
    );
    const most = kafka.partitionsPerBroker * kafka.brokers;
    return replicas > most
      ? [at([], `${replicas} partitions with their copies on ${kafka.brokers} brokers, which should carry ${most}`)]
      : [];
  },
});

export const jobWithoutRole = defineCheck<Spec, Uses>({
  code: "SF2210",
  title: "Topics by IAM without permissions in AWS",
  severity: "error",
  because: "The Job's pod has no AWS credentials: the brokers refuse it, and no topic is made.",
  instead:
    "Name the EKS cluster in `kubernetes.eksCluster`, or an existing role in `topicsJob.roleArn`; or let the cluster take SCRAM too and write `topicsJob.listener: scram`.",
  source: "Amazon MSK developer guide, IAM access control; Amazon EKS user guide, EKS Pod Identities",
  run: ({ uses, environment, at }) =>
    uses.kafka.topics.listener(uses)?.name === "iam" &&
    environment.kubernetes.eksCluster === undefined &&
    uses.topicsJob?.settings.roleArn === undefined
      ? [at([], "the Job logs in by IAM, and neither an EKS cluster nor a role is named")]
      : [],
});

export const jobWithoutCertificate = defineCheck<Spec, Uses>({
  code: "SF2211",
  title: "Topics by client certificate alone",
  severity: "error",
  because: "The Job has no certificate: the brokers refuse it, and no topic is made.",
  instead: "Let the cluster take IAM or SCRAM too; the Job then uses that.",
  run: ({ uses, at }) =>
    uses.kafka.topics.listener(uses)?.name === "mtls" && uses.kafka.adminCertificate === undefined
      ? [at([], "the brokers take client certificates only")]
      : [],
});

export const jobWithoutPassword = defineCheck<Spec, Uses>({
  code: "SF2212",
  title: "Topics by a password that nobody has",
  severity: "error",
  because: "The Job is to log in by SCRAM, and no administrator with a password is known: the brokers refuse it.",
  instead: "Remove `topicsJob.listener`: the Job then logs in by what it has.",
  run: ({ uses, atRoot }) =>
    uses.kafka.topics.listener(uses)?.name === "scram" && uses.kafka.admin === undefined
      ? [atRoot("topicsJob.listener", "the cluster has no administrator with a password")]
      : [],
});

export const settingsWithoutJob = defineCheck<Spec, Uses>({
  code: "SF2213",
  title: "Settings of a Job that is not made",
  severity: "warning",
  because: "Strimzi's Topic Operator makes the topics: nothing reads these settings.",
  instead: "Remove `topicsJob`.",
  run: ({ uses, atRoot }) =>
    uses.topicsJob !== undefined && uses.kafka.topics.listener(uses) === undefined
      ? [atRoot("topicsJob", "no Job makes the topics")]
      : [],
});
