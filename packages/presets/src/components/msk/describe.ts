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
  if (!isProtected(spec, environment)) return [];
  return [
    {
      when: "teardown",
      title: "Turn off the protection of the cluster",
      text: "Terraform refuses to destroy the cluster, its key and its log bucket. Write `msk.deletionProtection: false`, and have `terraform/msk` applied with it.",
    },
  ];
}

/** Clients come in by the listeners; Terraform publishes their addresses. */
export function diagram({ spec, uses: { network, secrets }, exports: { clusterName } }: DescribeMsk): Diagram {
  const listeners = waysOf(spec).map(({ name, port }) => `${name} ${port}`);
  const brokers = network.zones.map((zone) => ({
    id: `brokers-${zone}`,
    label: `${spec.brokersPerZone} × ${spec.instanceType}, ${zone}`,
    group: "VPC",
  }));
  const clients = Object.entries(spec.clients).map(([name, client]) => ({ name, id: `client-${name}`, ...client }));
  return {
    nodes: [
      { id: "kafka", label: `${clusterName}: ${listeners.join(", ")}`, group: "VPC" },
      ...brokers,
      ...clients.map(({ id, name }) => ({ id, label: name })),
      { id: "terraform", label: "Terraform" },
      { id: "parameters", label: "SSM parameters", group: "AWS" },
    ],
    edges: [
      ...brokers.map(({ id }) => ({ from: "kafka", to: id })),
      ...clients.map(({ id, listeners }) => ({ from: id, to: "kafka", label: listeners?.join(", ") })),
      { from: "terraform", to: "parameters", label: "bootstrap servers" },
      ...(spec.authentication.scram && secrets ? [{ from: "secrets", to: "kafka", label: "users" }] : []),
    ],
  };
}
