import {
  codeSpan,
  type DescribePart,
  type Diagram,
  type Endpoint,
  type Fact,
  type Precondition,
  type Step,
  type Summary,
} from "@streamform/core";
import { isProtected } from "../../../aws/deletion-protection.js";
import { replacingFields } from "../../../aws/replaces.js";
import { mskKafkaVersion } from "../../../versions/msk-kafka.js";
import { networkSpec } from "../../aws/network/spec.js";
import { isExpress, replicationOf } from "./configuration.js";
import type { MskExports } from "./exports.js";
import { waysOf } from "./listeners.js";
import { logGroupName } from "./log-destinations.js";
import { mskSpec } from "./spec.js";
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
  return { facts: facts(part), endpoints: endpoints(part), steps: steps(part), preconditions: preconditions(part) };
}

/** What the logs go to and nothing here makes. Source: Amazon MSK developer guide, "Amazon MSK logging". */
function preconditions({ spec, exports: { clusterName }, uses: { certificates } }: DescribeMsk): Precondition[] {
  const { logs, authentication } = spec;
  return [
    ...(authentication.mtls && certificates
      ? [
          {
            title: `The ${certificates.issuer.kind} ${codeSpan(certificates.issuer.name)}`,
            text: "Exists in the Kubernetes cluster, and signs with a private CA in `msk.authentication.mtls`.",
          },
        ]
      : []),
    ...(isRetired(spec)
      ? [
          {
            title: `The MSK cluster ${codeSpan(clusterName)}`,
            text: `Runs Kafka ${spec.kafkaVersion} in the subnets of \`network.existing\`. MSK creates no new clusters with this version.`,
          },
        ]
      : []),
    ...(logs.firehose
      ? [
          {
            title: `The Firehose delivery stream ${codeSpan(logs.firehose.deliveryStream)}`,
            text: "Has the tag `LogDeliveryEnabled` with the value `true`. MSK writes broker logs only to streams with this tag.",
          },
        ]
      : []),
    ...(logs.s3?.bucket
      ? [
          {
            title: `The bucket ${codeSpan(logs.s3.bucket)}`,
            text: "Allows `delivery.logs.amazonaws.com` to read its ACL and to write objects, for this account's logs.",
          },
        ]
      : []),
  ];
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
    { label: "New topics", value: `${replicationFactor} replicas, ${minInsyncReplicas} in sync for acks=all` },
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

function steps(part: DescribeMsk): Step[] {
  const teardown: Step = {
    when: "teardown",
    title: "Turn off the protection of the cluster",
    text: "Terraform refuses to destroy the cluster, its key and its log bucket. Write `msk.deletionProtection: false` and apply `terraform/msk`.",
  };
  return [
    ...(isRetired(part.spec) ? [takeOver(part)] : []),
    replacement(part),
    ...(isProtected(part.spec, part.environment) ? [teardown] : []),
  ];
}

/** Whether MSK creates no new clusters with the version, so that the environment describes an existing one. */
function isRetired({ kafkaVersion }: DescribeMsk["spec"]): boolean {
  return mskKafkaVersion(kafkaVersion)?.creatable === false;
}

function takeOver({ environment, exports: { clusterName } }: DescribeMsk): Step {
  const { delivery, name, aws } = environment;
  const terraform = `terraform -chdir=${delivery.path}/${name}/terraform/msk`;
  return {
    when: "before",
    title: "Import the running cluster",
    text: "Import the cluster before the first plan. Otherwise Terraform tries to create it. The next plan may change the cluster, but must not replace it.",
    commands: [
      `${terraform} init`,
      `${terraform} import aws_msk_cluster.cluster "$(aws kafka list-clusters-v2 --region ${aws.region} --cluster-name-filter ${clusterName} --query 'ClusterInfoList[0].ClusterArn' --output text)"`,
    ],
  };
}

/**
 * What no cluster survives. Which arguments: plans of terraform-provider-aws 5.100.0 for each change of aws_msk_cluster; what MSK refuses in
 * place: Amazon MSK developer guide, "Metadata management" and "Migrate to an Amazon MSK cluster".
 */
function replacement({ spec, environment, uses: { network } }: DescribeMsk): Step {
  const fields = [
    "name",
    ...replacingFields(networkSpec, "network").filter(
      (path) => path === "network.zones" || path.startsWith("network.existing.") === network.existing,
    ),
    ...replacingFields(mskSpec, "msk"),
  ];
  const plan = isProtected(spec, environment)
    ? "Terraform refuses such a plan while the cluster is protected."
    : "Such a plan says that `aws_msk_cluster.cluster` must be replaced. Do not approve it if the data matters.";
  return {
    when: "operation",
    title: "Know what would replace the cluster",
    text: `The name, subnets and key of brokers can never change. A change of ${fields.map(codeSpan).join(", ")} destroys the cluster with its data and creates an empty one. ${plan} Terraform does not show one change: \`msk.encryption.kmsKey\` from own to aws deletes the key and keeps the cluster. Instead, create a second environment beside this one, copy the topics with MSK Replicator or MirrorMaker, and move the clients. Do the same to change from ZooKeeper to a \`.kraft\` version, or from Standard to Express brokers, which MSK refuses to change in place.`,
  };
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
