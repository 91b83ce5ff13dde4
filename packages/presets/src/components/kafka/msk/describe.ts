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
function preconditions({ spec, exports: { clusterName } }: DescribeMsk): Precondition[] {
  const { logs } = spec;
  return [
    ...(isRetired(spec)
      ? [
          {
            title: `The MSK cluster ${codeSpan(clusterName)}`,
            text: `Runs Kafka ${spec.kafkaVersion} in the subnets of \`network.existing\`: MSK makes no new cluster of this version.`,
          },
        ]
      : []),
    ...(logs.firehose
      ? [
          {
            title: `The Firehose delivery stream ${codeSpan(logs.firehose.deliveryStream)}`,
            text: "Bears the tag `LogDeliveryEnabled` with the value `true`: MSK writes broker logs to no other.",
          },
        ]
      : []),
    ...(logs.s3?.bucket
      ? [
          {
            title: `The bucket ${codeSpan(logs.s3.bucket)}`,
            text: "Lets `delivery.logs.amazonaws.com` read its ACL and write objects, for this account's logs.",
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

function steps(part: DescribeMsk): Step[] {
  const teardown: Step = {
    when: "teardown",
    title: "Turn off the protection of the cluster",
    text: "Terraform refuses to destroy the cluster, its key and its log bucket. Write `msk.deletionProtection: false`, and have `terraform/msk` applied with it.",
  };
  return [
    ...(isRetired(part.spec) ? [takeOver(part)] : []),
    replacement(part),
    ...(isProtected(part.spec, part.environment) ? [teardown] : []),
  ];
}

/** Whether MSK makes no new cluster of the version: the environment describes one that runs. */
function isRetired({ kafkaVersion }: DescribeMsk["spec"]): boolean {
  return mskKafkaVersion(kafkaVersion)?.creatable === false;
}

function takeOver({ environment, exports: { clusterName } }: DescribeMsk): Step {
  const { delivery, name, aws } = environment;
  const terraform = `terraform -chdir=${delivery.path}/${name}/terraform/msk`;
  return {
    when: "before",
    title: "Take over the cluster that runs",
    text: "Terraform has to know it before the first plan, or it would try to make it. The plan that follows may change it, but not replace it.",
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
    ? "Terraform refuses such a plan as long as the cluster is protected."
    : "Its plan says that `aws_msk_cluster.cluster` must be replaced: do not approve it if the data matters.";
  return {
    when: "operation",
    title: "Know what would replace the cluster",
    text: `Brokers keep their name, subnets and key for life. A change of ${fields.map(codeSpan).join(", ")} destroys the cluster with its data and makes an empty one. ${plan} The one that Terraform cannot see is \`msk.encryption.kmsKey\` from own to aws: it deletes the key and leaves the cluster. Make a second environment beside this one instead, copy the topics (MSK Replicator does it, and MirrorMaker), and move the clients; so it is, too, from ZooKeeper to a \`.kraft\` version and from Standard to Express brokers, which MSK refuses in place.`,
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
