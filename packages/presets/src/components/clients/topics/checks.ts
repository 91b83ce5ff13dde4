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
  because: "Each replica needs its own broker. Kafka refuses the topic, and the Job that creates it fails.",
  instead: "Lower the replication factor or add brokers.",
  source: "Apache Kafka documentation, replication",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { replicationFactor }]) =>
      replicationFactor !== undefined && replicationFactor > kafka.brokers
        ? [
            at(
              [name, "replicationFactor"],
              `${name} needs ${replicationFactor} replicas, but there are ${kafka.brokers} brokers`,
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
    "Every broker restarts at every patch. While a single broker restarts, too few replicas are in sync, and producers with acks=all cannot write.",
  instead: "Keep min.insync.replicas at least one below the replication factor. 2 and 3 are usual.",
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
            ? `${name} has ${factor} replicas and needs all of them in sync`
            : `${name} has ${factor} replicas but needs ${required} in sync: every write with acks=all fails`,
        ),
      ];
    }),
});

export const singleCopy = defineCheck<Spec, Uses>({
  code: "SF2203",
  title: "A topic that loses data with one broker",
  severity: "warning",
  because:
    "With min.insync.replicas 1, Kafka acknowledges a write that only one broker has. If that broker's disk is lost, the write is lost.",
  instead: "Use three replicas with min.insync.replicas 2, or say under `ignore` why the data may be lost.",
  source: "Apache Kafka documentation, min.insync.replicas",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([name, { replicationFactor, config }]) => {
      const factor = replicationFactor ?? kafka.defaults.replicationFactor;
      const required = Number(config["min.insync.replicas"] ?? kafka.defaults.minInsyncReplicas);
      if (factor > 1 && required > 1) return [];
      return [
        at(
          [name],
          factor === 1 ? `${name} has a single replica` : `${name} acknowledges writes that only one broker has`,
        ),
      ];
    }),
});

export const configOfAnotherVersion = defineCheck<Spec, Uses>({
  code: "SF2204",
  title: "Topic configuration that this Kafka version does not accept",
  severity: "error",
  because: "The brokers refuse the key or the value, and the Job that sets it fails.",
  instead: "Remove the key, or write a value that this version accepts.",
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
    "In metric names, dots become underscores. Kafka refuses a topic whose name differs from another only in this.",
  instead: "Use dots or underscores in topic names, not both.",
  source: "Apache Kafka, Topic.hasCollision",
  run: ({ spec, at }) => {
    const seen = new Map<string, string>();
    return Object.keys(spec).flatMap((name) => {
      const key = name.replaceAll(".", "_");
      const other = seen.get(key);
      seen.set(key, other ?? name);
      return other === undefined ? [] : [at([name], `${name} and ${other} have the same name in Kafka's metrics`)];
    });
  },
});

export const internalName = defineCheck<Spec, Uses>({
  code: "SF2206",
  title: "A topic that belongs to Kafka itself",
  severity: "error",
  because:
    "Topics that begin with two underscores are internal to Kafka. Changing them can stop consumer groups and transactions.",
  instead: "Choose another name, or set the broker's configuration for internal topics.",
  run: ({ spec, at }) =>
    Object.keys(spec).flatMap((name) => (name.startsWith("__") ? [at([name], `${name} is reserved`)] : [])),
});

export const noRetention = defineCheck<Spec, Uses>({
  code: "SF2208",
  title: "Production topics without their own retention",
  severity: "warning",
  because:
    "The topics follow the brokers' default, which is seven days unless changed. Nobody decided how long this data is kept or how much disk it takes.",
  instead: "Set `retention.ms` (or `cleanup.policy: compact`) on the topic.",
  source: "Apache Kafka documentation, log.retention.hours",
  run: ({ spec, environment, at }) =>
    environment.stage !== "production"
      ? []
      : Object.entries(spec).flatMap(([name, { config }]) => {
          const policies = ([] as string[]).concat(config["cleanup.policy"] ?? "delete");
          const bounded = config["retention.ms"] !== undefined || config["retention.bytes"] !== undefined;
          return bounded || !policies.includes("delete") ? [] : [at([name], `${name} sets no retention`)];
        }),
});

export const tooManyPartitions = defineCheck<Spec, Uses>({
  code: "SF2209",
  title: "More partitions than AWS recommends for the brokers",
  severity: "warning",
  because: "Above the recommended number, AWS cannot update or resize brokers, and failovers take minutes.",
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
      ? [
          at(
            [],
            `the topics have ${replicas} partitions with their replicas on ${kafka.brokers} brokers, but the brokers should have at most ${most}`,
          ),
        ]
      : [];
  },
});

export const jobWithoutRole = defineCheck<Spec, Uses>({
  code: "SF2210",
  title: "Topics by IAM without permissions in AWS",
  severity: "error",
  because: "The Job's pod has no AWS credentials. The brokers refuse it, so it creates no topics.",
  instead:
    "Name the EKS cluster in `kubernetes.eksCluster`, or an existing role in `topicsJob.roleArn`; or also turn on SCRAM in the cluster and write `topicsJob.listener: scram`.",
  source: "Amazon MSK developer guide, IAM access control; Amazon EKS user guide, EKS Pod Identities",
  run: ({ uses, environment, at }) =>
    uses.kafka.topics.listener(uses)?.name === "iam" &&
    environment.kubernetes.eksCluster === undefined &&
    uses.topicsJob?.settings.roleArn === undefined
      ? [at([], "the Job logs in with IAM, but the spec names neither an EKS cluster nor a role")]
      : [],
});

export const jobWithoutCertificate = defineCheck<Spec, Uses>({
  code: "SF2211",
  title: "Topics on a cluster that accepts only client certificates",
  severity: "error",
  because: "The Job has no certificate. The brokers refuse it, so it creates no topics.",
  instead: "Also turn on IAM or SCRAM in the cluster. The Job then uses it.",
  run: ({ uses, at }) =>
    uses.kafka.topics.listener(uses)?.name === "mtls" && uses.kafka.adminCertificate === undefined
      ? [at([], "the brokers accept only client certificates")]
      : [],
});

export const jobWithoutPassword = defineCheck<Spec, Uses>({
  code: "SF2212",
  title: "A topics Job without a password for SCRAM",
  severity: "error",
  because:
    "The Job must log in with SCRAM, but the cluster has no administrator with a password. The brokers refuse the Job.",
  instead: "Remove `topicsJob.listener`. The Job then uses a listener that it has credentials for.",
  run: ({ uses, atRoot }) =>
    uses.kafka.topics.listener(uses)?.name === "scram" && uses.kafka.admin === undefined
      ? [atRoot("topicsJob.listener", "the cluster has no administrator with a password")]
      : [],
});

export const settingsWithoutJob = defineCheck<Spec, Uses>({
  code: "SF2213",
  title: "Settings of a Job that does not exist",
  severity: "warning",
  because: "Strimzi's Topic Operator creates the topics. Nothing reads these settings.",
  instead: "Remove `topicsJob`.",
  run: ({ uses, atRoot }) =>
    uses.topicsJob !== undefined && uses.kafka.topics.listener(uses) === undefined
      ? [atRoot("topicsJob", "this environment has no topics Job")]
      : [],
});
