import { type Check, type CheckPart, defineCheck } from "@streamform/core";
import { type storageClassSpec, type VolumeType, volumeTypes } from "./spec.js";

type Spec = typeof storageClassSpec;

/** MiB a second for each operation a second, of gp3. */
const throughputPerOperation = 0.25;

const notOfItsType = defineCheck<Spec>({
  code: "SF2871",
  title: "A volume's performance that its type does not have",
  severity: "error",
  because: "EBS refuses to create the volume. The claim and its pod stay pending.",
  instead: "Write a value within the limits of the type, remove the value, or choose another type.",
  source: "Amazon EBS User Guide, volume types",
  run: ({ spec, at }) => {
    const type: VolumeType = volumeTypes[spec.type];
    const figures = (["iops", "throughput"] as const).flatMap((figure) => {
      const value = spec[figure];
      const range = type[figure];
      if (value === undefined) return [];
      if (range === undefined) return [at(figure, `${spec.type} volumes do not have this setting`)];
      return value < range.from || value > range.to
        ? [at(figure, `${spec.type} volumes allow ${range.from} to ${range.to}`)]
        : [];
    });
    return spec.type === "io2" && spec.iops === undefined
      ? [...figures, at("type", "io2 volumes need a value for iops")]
      : figures;
  },
});

const throughputWithoutOperations = defineCheck<Spec>({
  code: "SF2872",
  title: "More throughput than a volume's IOPS allow",
  severity: "error",
  because: "EBS gives a gp3 volume at most 0.25 MiB/s for each IOPS. It refuses to create a volume with more.",
  instead: "Raise `iops` to four times the throughput.",
  source: "Amazon EBS User Guide, General Purpose SSD volumes",
  run: ({ spec: { type, iops = 3000, throughput }, at }) =>
    type === "gp3" && throughput !== undefined && throughput > iops * throughputPerOperation
      ? [
          at(
            "throughput",
            `${throughput} MiB/s need ${throughput / throughputPerOperation} IOPS, but the volume has ${iops}`,
          ),
        ]
      : [],
});

const volumesGoWithClaims = defineCheck<Spec>({
  code: "SF2873",
  title: "Production volumes that are deleted with their claims",
  severity: "warning",
  because: "Deleting a claim, by mistake or with its namespace, deletes the only copy of a broker's disk at once.",
  instead: "Keep `Retain`, and delete unclaimed volumes by hand.",
  source: "Kubernetes documentation, persistent volumes: reclaiming",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.reclaimPolicy === "Delete"
      ? [at("reclaimPolicy", "a deleted claim deletes the volume")]
      : [],
});

const keyOfAnotherRegion = defineCheck<Spec>({
  code: "SF2874",
  title: "Volumes encrypted by a key of another region",
  severity: "error",
  because: "EBS uses only KMS keys of the volume's region. With a key of another region it creates no volume.",
  instead: "Name a key of the environment's region.",
  source: "Amazon EBS User Guide, EBS encryption requirements",
  run: ({ spec: { kmsKey }, environment, at }) => {
    const region = kmsKey?.split(":")[3];
    return region === undefined || region === environment.aws.region
      ? []
      : [at("kmsKey", `the key is in ${region}, and the environment is in ${environment.aws.region}`)];
  },
});

export const checks: readonly Check<CheckPart<Spec>>[] = [
  notOfItsType,
  throughputWithoutOperations,
  volumesGoWithClaims,
  keyOfAnotherRegion,
];
