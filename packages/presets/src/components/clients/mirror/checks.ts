import { defineCheck } from "@streamform/core";
import { ownLogin } from "../users/own-user.js";
import type { MirrorSettings, mirrorSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof mirrorSpec;
type Uses = typeof uses;

/** Hosts of a list of addresses. */
const hostsOf = (addresses: readonly string[]) => addresses.map((address) => address.replace(/:\d+$/, ""));

/** Whether two mirrors have the same other cluster: its alias, or an address. */
function sameCluster(one: MirrorSettings, two: MirrorSettings): boolean {
  const hosts = hostsOf(two.cluster.bootstrapServers);
  return (
    one.cluster.alias === two.cluster.alias ||
    hostsOf(one.cluster.bootstrapServers).some((host) => hosts.includes(host))
  );
}

/** Whether two lists of patterns can match one topic; lists of plain names are compared, for all others it is assumed. */
function canOverlap(one: readonly string[], two: readonly string[]): boolean {
  const plain = /^[a-zA-Z0-9_-]+$/;
  return ![...one, ...two].every((pattern) => plain.test(pattern)) || one.some((name) => two.includes(name));
}

export const mirrorOntoItself = defineCheck<Spec, Uses>({
  code: "SF2981",
  title: "A mirror of a cluster onto itself",
  severity: "error",
  because:
    "MirrorMaker would copy every topic beside itself or, with the policy identity, into itself. It would read and write each record again for ever.",
  instead: "Name another cluster, with its own alias and addresses.",
  source: "Apache Kafka documentation, Geo-Replication",
  run: ({ spec, environment, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([key, settings]) => {
      const { cluster } = settings;
      const shorts = kafka.listeners.flatMap(({ bootstrapServers }) =>
        typeof bootstrapServers === "string" ? hostsOf(bootstrapServers.split(",")) : [],
      );
      const own = hostsOf(cluster.bootstrapServers).findIndex((host) =>
        shorts.some((short) => host === short || host.startsWith(`${short}.`)),
      );
      return [
        ...(own < 0
          ? []
          : [
              at(
                [key, "cluster", "bootstrapServers", own],
                `${cluster.bootstrapServers[own]} is this environment's own Kafka`,
              ),
            ]),
        ...((settings.alias ?? environment.name) === cluster.alias
          ? [at([key, "cluster", "alias"], `both ends have the alias ${cluster.alias}`)]
          : []),
      ];
    }),
});

export const mirrorLoop = defineCheck<Spec, Uses>({
  code: "SF2982",
  title: "Mirrors that form a loop",
  severity: "error",
  because:
    "MirrorMaker tells from a topic's name which cluster it came from. With the policy identity the name does not say it. Records return from the other cluster as new and are copied again, until the disks are full.",
  instead:
    "Use the policy default in both directions, or mirror different topics in each direction, and list each by its whole name.",
  source: "Apache Kafka, IdentityReplicationPolicy: it cannot detect cycles",
  run: ({ spec, at }) => {
    const mirrors = Object.entries(spec);
    return mirrors.flatMap(([key, settings]) => {
      const back = mirrors.find(
        ([, other]) =>
          other.direction !== settings.direction &&
          sameCluster(settings, other) &&
          canOverlap(settings.topics, other.topics),
      );
      return settings.policy === "identity" && back !== undefined
        ? [at([key, "policy"], `${key} keeps the names of topics, and ${back[0]} mirrors in the other direction`)]
        : [];
    });
  },
});

export const mirrorFactorAboveBrokers = defineCheck<Spec, Uses>({
  code: "SF2983",
  title: "Mirrored topics with more replicas than the target has brokers",
  severity: "error",
  because: "Each replica needs its own broker. The target refuses the topics, and the mirror copies nothing.",
  instead: "Lower the replication factor, or remove it to use the target brokers' default.",
  source: "Apache Kafka documentation, replication",
  run: ({ spec, uses: { kafka }, at }) =>
    Object.entries(spec).flatMap(([key, { direction, cluster, replicationFactor }]) => {
      const brokers = direction === "from" ? kafka.brokers : cluster.brokers;
      return replicationFactor === undefined || brokers === undefined || replicationFactor <= brokers
        ? []
        : [
            at(
              [key, "replicationFactor"],
              `the replication factor is ${replicationFactor}, but the target has ${brokers} brokers`,
            ),
          ];
    }),
});

export const sharedMirrorTopics = defineCheck<Spec, Uses>({
  code: "SF2984",
  title: "Two mirrors that keep their offsets in the same topics",
  severity: "error",
  because:
    "MirrorMaker names its topics for checkpoints and offsets after the source's alias. Two mirrors with the same source and target overwrite each other's offsets, and groups get offsets of other topics.",
  instead: "Merge the two mirrors into one, with the topics of both.",
  source: "Apache Kafka, ReplicationPolicy: checkpointsTopic and offsetSyncsTopic",
  run: ({ spec, environment, at }) => {
    const mirrors = Object.entries(spec);
    const sourceOf = (settings: MirrorSettings) =>
      settings.direction === "from" ? settings.cluster.alias : (settings.alias ?? environment.name);
    return mirrors.flatMap(([key, settings], index) => {
      const earlier = mirrors.slice(0, index).find(([, other]) => {
        const sameTarget =
          other.direction === settings.direction && (settings.direction === "from" || sameCluster(settings, other));
        return sameTarget && sourceOf(other) === sourceOf(settings);
      });
      return earlier === undefined
        ? []
        : [at([key], `${key} and ${earlier[0]} both mirror from ${sourceOf(settings)} to the same cluster`)];
    });
  },
});

export const mirrorsNothing = defineCheck<Spec, Uses>({
  code: "SF2985",
  title: "A pattern that matches none of the environment's topics",
  severity: "warning",
  because: "The pattern mirrors nothing. A mirror without topics runs without any error.",
  instead: "Write a pattern for the whole name of a topic of `topics`, or say under `ignore` who creates the topic.",
  source: "Apache Kafka documentation, MirrorMaker Configs: topics are matched by whole names",
  run: ({ spec, uses: { topics }, at }) =>
    Object.entries(spec).flatMap(([key, settings]) =>
      settings.direction !== "to" || topics === undefined
        ? []
        : settings.topics.flatMap((pattern, index) => {
            const whole = new RegExp(`^(?:${pattern})$`);
            return topics.names.some((name) => whole.test(name))
              ? []
              : [at([key, "topics", index], `${pattern} matches no topic`)];
          }),
    ),
});

export const passwordInTheClear = defineCheck<Spec, Uses>({
  code: "SF2986",
  title: "A mirror without encryption",
  severity: "warning",
  because:
    "Without TLS, anyone on the network path can read every record, and can impersonate a user whose login they saw.",
  instead: "Use a listener with TLS, or say under `ignore` what else encrypts the connection.",
  source: "Apache Kafka documentation, SCRAM: it should be used with TLS only",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([key, { cluster }]) =>
      cluster.tls ? [] : [at([key, "cluster", "tls"], `connections to ${cluster.alias} are not encrypted`)],
    ),
});

export const mirrorHeap = defineCheck<Spec, Uses>({
  code: "SF2988",
  title: "A mirror's heap that is too large for its memory",
  severity: "error",
  because:
    "Beside the heap a JVM needs memory for threads, code and network buffers. Above its limit Kubernetes kills the pod, again and again.",
  instead: "Keep `heap` at three quarters of `memory` or less.",
  source: "Kubernetes documentation, resource management: a container above its memory limit is ended",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([key, { heap, memory }]) =>
      heap <= memory * 0.75
        ? []
        : [at([key, "heap"], `a heap of ${heap} MiB in ${memory} MiB of memory leaves ${memory - heap} MiB`)],
    ),
});

export const noMirrorLogin = defineCheck<Spec, Uses>({
  code: "SF2987",
  title: "A mirror that cannot log in to this cluster",
  severity: "error",
  because:
    "MirrorMaker logs in with a certificate, AWS credentials or a password, and an administrator grants its rights. This Kafka accepts none of these, or has no administrator.",
  instead: "Open a listener that authenticates its clients, or remove `mirror`.",
  run: ({ uses: { kafka }, at }) =>
    ownLogin(kafka, "mirror") && kafka.users.hasAdministrator(kafka)
      ? []
      : [at([], "no listener accepts the mirrors' user")],
});

export const checks = [
  noMirrorLogin,
  mirrorOntoItself,
  mirrorLoop,
  mirrorFactorAboveBrokers,
  sharedMirrorTopics,
  mirrorsNothing,
  passwordInTheClear,
  mirrorHeap,
];
