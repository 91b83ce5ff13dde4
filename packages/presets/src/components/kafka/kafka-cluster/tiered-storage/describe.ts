import {
  type CostLine,
  codeSpan,
  type Diagram,
  type Fact,
  type Precondition,
  type Step,
  workloadKubectl,
} from "@streamform/core";
import { isProtected } from "../../../../aws/deletion-protection.js";
import { sizeInWords } from "../../../../kubernetes/quantity.js";
import { price } from "../../../../versions/prices.js";
import { brokerPod } from "../exports.js";
import type { DescribeCluster } from "../part.js";
import { brokersServiceAccount } from "../service-account.js";
import { storageManager } from "./settings.js";

/** The README's part about tiered storage; empty without it. */
export function describeTieredStorage(part: DescribeCluster): {
  readonly facts: readonly Fact[];
  readonly preconditions: readonly Precondition[];
  readonly steps: readonly Step[];
} {
  const target = part.exports.tieredStorage;
  if (target === undefined) return { facts: [], preconditions: [], steps: [] };
  return {
    facts: [
      {
        label: "Tiered storage",
        value: `s3://${target.bucket}/${target.prefix}, cache of ${sizeInWords(target.cacheSize)} a broker`,
      },
    ],
    preconditions: preconditions(part, target),
    steps: [copying(part, target), ...teardown(part, target)],
  };
}

type Target = NonNullable<DescribeCluster["exports"]["tieredStorage"]>;

function preconditions({ spec, environment, exports }: DescribeCluster, target: Target): Precondition[] {
  const { namespace, eksCluster } = environment.kubernetes;
  const place = codeSpan(`${target.bucket}/${target.prefix}/`);
  return [
    target.pluginImage === undefined
      ? {
          title: `The image ${codeSpan(exports.image.name)} with the plugin of tiered storage`,
          text: `Strimzi's image of this Kafka version, with the class \`${storageManager}\` and its S3 part added at ${codeSpan(target.classPath)}.`,
        }
      : {
          title: `The image ${codeSpan(target.pluginImage)} with the plugin of tiered storage`,
          text: `Holds the class \`${storageManager}\` and its part for S3, which brokers find at ${codeSpan(target.classPath)}. Kubernetes mounts images as volumes by default since 1.35, and before that with the feature gate \`ImageVolume\`.`,
        },
    target.roleArn === undefined
      ? {
          title: `The EKS cluster ${codeSpan(eksCluster ?? "")}`,
          text: "Exists and runs the EKS Pod Identity agent (the addon `eks-pod-identity-agent`).",
        }
      : {
          title: `The IAM role ${codeSpan(target.roleArn)}`,
          text: `Trusts the service account ${codeSpan(brokersServiceAccount(exports))} in the namespace ${codeSpan(namespace)} through the cluster's OIDC provider (IRSA). It may list the bucket, and read, write and delete ${place}.`,
        },
    ...(spec.tieredStorage?.bucket === undefined
      ? []
      : [
          {
            title: `The S3 bucket ${codeSpan(target.bucket)}`,
            text: `Exists in ${target.region}, encrypted and without public access. No lifecycle rule deletes what Kafka has not deleted. The brokers may read, write and delete ${place}.`,
          },
        ]),
    {
      title: "A route from the brokers to S3",
      text: `On port 443, best through a gateway endpoint of the VPC: a NAT gateway charges by the gigabyte. If \`networkPolicies.egress\` restricts egress, list S3's addresses in ${target.region} there.`,
    },
  ];
}

function copying({ spec, environment, exports }: DescribeCluster, target: Target): Step {
  const kubectl = `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
  const brokers = Array.from({ length: spec.brokers.replicas }, (_, id) => `pods/${brokerPod(exports, id)}`);
  return {
    when: "operation",
    title: "Check that segments reach the bucket",
    text: "Brokers copy a segment once it is closed: when it reaches the size `segment.bytes` or the age `segment.ms`. If copying fails, the segment stays on the volume, regardless of the local retention, and the broker's log says why.",
    commands: [
      `aws s3 ls --recursive --summarize --human-readable s3://${target.bucket}/${target.prefix}/ --region ${target.region} | tail -n 2`,
      `for pod in ${brokers.join(" ")}; do ${kubectl} logs "$pod" --since=1h | grep -E 'RemoteLogManager|io.aiven.kafka.tieredstorage' | tail -n 5; done`,
    ],
  };
}

function teardown({ spec: { tieredStorage }, environment }: DescribeCluster, target: Target): Step[] {
  if (tieredStorage === undefined || tieredStorage.bucket !== undefined) return [];
  const refusal = isProtected(tieredStorage, environment)
    ? "Terraform refuses to destroy their bucket until `kafkaCluster.tieredStorage.deletionProtection: false` is applied. "
    : "";
  return [
    {
      when: "teardown",
      title: "Decide whether to keep the tiered segments",
      text: `${refusal}Terraform never destroys a bucket that holds objects. Deleting a topic before the cluster deletes its segments. No other cluster can read the remaining segments, and only you can delete them.`,
      commands: [`aws s3 ls s3://${target.bucket}/${target.prefix}/ --region ${target.region}`],
    },
  ];
}

/** The costs that do not depend on use: stored data and reads are unknown. */
export function tieredStorageCost({ spec: { tieredStorage }, environment }: DescribeCluster): CostLine[] {
  return tieredStorage?.kmsKey === "own" && tieredStorage.bucket === undefined
    ? [
        {
          item: "Key of the tiered segments",
          quantity: 1,
          unit: "key-month",
          price: price(environment.aws.region, "kms.key")?.usd,
        },
      ]
    : [];
}

/** The bucket beside the cluster's picture; nothing without tiered storage. */
export function tieredStorageDiagram({ exports: { tieredStorage } }: DescribeCluster): Diagram {
  if (tieredStorage === undefined) return { nodes: [], edges: [] };
  return {
    nodes: [{ id: "tiered-segments", label: `S3 ${tieredStorage.bucket}`, group: "AWS" }],
    edges: [{ from: "kafka", to: "tiered-segments", label: "closed segments" }],
  };
}
