import { codeSpan, type DescribePart, type Summary, workloadKubectl } from "@streamform/core";
import type { StorageClassExports } from "./exports.js";
import type { storageClassSpec } from "./spec.js";

export function summary({
  spec,
  exports: { name },
  environment,
}: DescribePart<typeof storageClassSpec, Record<never, never>, StorageClassExports>): Summary {
  const performance = [
    spec.type,
    ...(spec.iops === undefined ? [] : [`${spec.iops} IOPS`]),
    ...(spec.throughput === undefined ? [] : [`${spec.throughput} MiB/s`]),
  ];
  const stays = spec.reclaimPolicy === "Retain";
  return {
    facts: [
      { label: "StorageClass", value: `${name}: ${performance.join(", ")}, encrypted` },
      { label: "Volumes whose claim is deleted", value: stays ? "stay, and cost money, until you delete them" : "go" },
    ],
    preconditions: [
      {
        title: "The EBS CSI driver (`ebs.csi.aws.com`)",
        text:
          spec.kmsKey === undefined
            ? "Installed in the cluster, as the EKS add-on `aws-ebs-csi-driver`, with an IAM role that may create volumes."
            : `Installed in the cluster, as the EKS add-on \`aws-ebs-csi-driver\`, with an IAM role that may create volumes and use the key ${codeSpan(spec.kmsKey)}.`,
      },
    ],
    steps: stays
      ? [
          {
            when: "operation",
            title: "Find unclaimed volumes",
            text: "Each line is a PersistentVolume and its EBS volume. Both stay until you delete them: first the PersistentVolume, then the volume in EC2. Deleting the EC2 volume deletes its data.",
            commands: [
              `${workloadKubectl(environment)} get persistentvolumes --output jsonpath='{range .items[?(@.spec.storageClassName=="${name}")]}{.status.phase}{" "}{.metadata.name}{" "}{.spec.csi.volumeHandle}{"\\n"}{end}' | grep '^Released'`,
            ],
          },
        ]
      : [],
  };
}
