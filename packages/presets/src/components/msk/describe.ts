import type { DescribePart, Diagram, Endpoint, Fact, Step, Summary } from "@streamform/core";
import { isProtected } from "../../aws/deletion-protection.js";
import { mskKafkaVersion } from "../../versions/msk-kafka.js";
import { isExpress, replicationOf } from "./configuration.js";
import type { MskExports } from "./exports.js";
import { waysOf } from "./listeners.js";
import { logGroupName } from "./log-destinations.js";
import type { mskSpec } from "./spec.js";
import type { terraform } from "./terraform.js";
import type { uses } from "./uses.js";
import { volumeSizeOf } from "./volume-size.js";

export type DescribeMsk = DescribePart<typeof mskSpec, typeof uses, MskExports, ReturnType<typeof terraform>>;

/** Which output has a listener's bootstrap servers. */
export const bootstrapOutput = {
  plaintext: "bootstrapServersPlaintext",
  tls: "bootstrapServersTls",
  scram: "bootstrapServersScram",
  iam: "bootstrapServersIam",
} as const;

export function summary(part: DescribeMsk): Summary {
  return { facts: facts(part), endpoints: endpoints(part), steps: steps(part) };
}

function facts({ spec, environment, uses: { network }, exports: { clusterName, brokers } }: DescribeMsk): Fact[] {
  const endOfSupport = mskKafkaVersion(spec.kafkaVersion)?.endOfSupport;
  const { replicationFactor, minInsyncReplicas } = replicationOf(spec, network.zones.length);
  const { storageAutoscaling } = spec;
  const volume = `${volumeSizeOf(spec)} GiB each${storageAutoscaling ? `, growing to ${storageAutoscaling.maximum} GiB` : ""}${spec.storageMode === "tiered" ? ", with tiered storage" : ""}`;
  return [
    { label: "Cluster", value: clusterName },
    { label: "Kafka", value: `${spec.kafkaVersion}${endOfSupport ? `, supported until ${endOfSupport}` : ""}` },
    { label: "Brokers", value: `${brokers} × ${spec.instanceType} in ${network.zones.length} zones` },
    { label: "Storage", value: isExpress(spec.instanceType) ? "grows by itself" : volume },
    { label: "New topics", value: `${replicationFactor} copies, ${minInsyncReplicas} in sync for acks=all` },
    {
      label: "Listeners",
      value: waysOf(spec)
        .map(({ name, port }) => `${name} (${port})`)
        .join(", "),
    },
    { label: "Broker logs", value: logPlaces(spec.logs, clusterName) },
    { label: "Deletion protection", value: isProtected(spec, environment) ? "on" : "off" },
  ];
}

function logPlaces({ cloudwatch, s3, firehose }: DescribeMsk["spec"]["logs"], clusterName: string): string {
  const places = [
    ...(cloudwatch.enabled ? [`CloudWatch ${logGroupName(clusterName)}, ${cloudwatch.retention} days`] : []),
    ...(s3 ? ["S3"] : []),
    ...(firehose ? ["Firehose"] : []),
  ];
  return places.length > 0 ? places.join("; ") : "off";
}

function endpoints({ spec, terraform }: DescribeMsk): Endpoint[] {
  return waysOf(spec).map(({ name, listener, protocol, mechanism, port }) => ({
    name: `Kafka (${name})`,
    protocol: mechanism === undefined ? protocol : `${protocol} ${mechanism}`,
    port,
    address: terraform[bootstrapOutput[listener]],
  }));
}

function steps({ spec, environment }: DescribeMsk): Step[] {
  return [
    ...(spec.authentication.scram
      ? [
          {
            when: "before",
            title: "Set the passwords of Kafka's users",
            text: "A secret without a value cannot be associated with the cluster: run the script of the secrets before the plan of `terraform/msk` is approved.",
          } as const,
        ]
      : []),
    ...(isProtected(spec, environment)
      ? [
          {
            when: "after",
            title: "To take the cluster down",
            text: "Terraform refuses to destroy it. Write `msk.deletionProtection: false`, have that applied, and only then remove `msk` from the environment; the data is gone with it.",
          } as const,
        ]
      : []),
  ];
}

export function diagram({ spec, uses: { network, secrets }, exports: { clusterName } }: DescribeMsk): Diagram {
  const brokers = network.zones.map((zone) => ({
    id: `brokers-${zone}`,
    label: `${spec.brokersPerZone} × ${spec.instanceType} (${zone})`,
    group: clusterName,
  }));
  const clients = Object.keys(spec.clients).map((name) => ({ id: `client-${name}`, label: name, group: "Clients" }));
  const [first] = brokers;
  if (!first) return { nodes: [], edges: [] };
  return {
    nodes: [...brokers, ...clients],
    edges: [
      ...clients.map(({ id }) => ({
        from: id,
        to: first.id,
        label: spec.clients[id.replace("client-", "")]?.listeners?.join(", "),
      })),
      ...(spec.authentication.scram && secrets ? [{ from: "secrets", to: first.id, label: "SCRAM users" }] : []),
    ],
  };
}
