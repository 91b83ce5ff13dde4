import { defineCheck } from "@streamform/core";
import { ownLogin } from "../../clients/users/own-user.js";
import { longestPause, parseSchedule } from "./schedule.js";
import type { backupSpec } from "./spec.js";
import { retentionOf, targetOf } from "./target.js";
import type { uses } from "./uses.js";

type Spec = typeof backupSpec;
type Uses = typeof uses;

export const anotherRegion = defineCheck<Spec, Uses>({
  code: "SF2961",
  title: "Backups in another region without saying so",
  severity: "error",
  because:
    "Names of topics, users and groups, and who may do what, leave the region and whatever law holds there; a bucket inherited from a layer, or named in haste, does that unseen.",
  instead: "Name a bucket of `aws.region`, or write `backup.crossRegion: true` where another region is meant.",
  source: "Amazon S3 user guide, buckets overview: a bucket belongs to one region",
  run: (part) => {
    const { spec, environment, at } = part;
    const { region } = environment.aws;
    if (spec.crossRegion || spec.bucket === undefined) return [];
    if (targetOf(part).region !== region)
      return [at("bucket.region", `the bucket is in ${targetOf(part).region}, the environment in ${region}`)];
    const named = /(?<![a-z0-9])[a-z]{2}(-[a-z]+)+-\d(?![a-z0-9])/.exec(spec.bucket.name)?.[0];
    return named === undefined || spec.bucket.name.includes(region) || spec.bucket.region !== undefined
      ? []
      : [
          at(
            "bucket.name",
            `${spec.bucket.name} seems to be in another region than ${region}`,
            `write \`backup.bucket.region\` to say where it is`,
          ),
        ];
  },
});

export const retentionBelowSchedule = defineCheck<Spec, Uses>({
  code: "SF2962",
  title: "Backups that have none before them",
  severity: "error",
  because:
    "The newest backup stays, but shows an accident that came before it: what is kept no longer than the time between two leaves none from before.",
  instead: "Keep backups for at least twice the time between two of them, or make them more often.",
  run: ({ spec, at }) => {
    if (spec.bucket !== undefined) return [];
    const pause = longestPause(parseSchedule(spec.schedule));
    const retention = retentionOf(spec);
    if (retention >= 2 * pause) return [];
    return [
      at(
        spec.retention === undefined ? "schedule" : "retention",
        pause === Number.POSITIVE_INFINITY
          ? `the schedule ${spec.schedule} never comes`
          : `backups are kept for ${retention} days and made up to ${pause} days apart`,
      ),
    ];
  },
});

export const backupWithoutRole = defineCheck<Spec, Uses>({
  code: "SF2963",
  title: "Backups without permissions in AWS",
  severity: "error",
  because: "The pods have no AWS credentials: S3 refuses them, and no backup is ever made.",
  instead: "Name the EKS cluster in `kubernetes.eksCluster`, or an existing role in `backup.roleArn`.",
  source: "Amazon EKS user guide, EKS Pod Identities",
  run: ({ spec, environment, at }) =>
    environment.kubernetes.eksCluster === undefined && spec.roleArn === undefined
      ? [at([], "neither an EKS cluster nor a role is named")]
      : [],
});

export const backupWithoutLogin = defineCheck<Spec, Uses>({
  code: "SF2964",
  title: "Backups of a Kafka that takes no login for them",
  severity: "error",
  because:
    "The backup logs in as a user of its own, the restore as an administrator: this Kafka takes neither a certificate, nor AWS credentials, nor a password.",
  instead: "Open a listener that knows its clients, or leave `backup` out.",
  run: ({ uses: { kafka }, at }) =>
    ownLogin(kafka, "backup") && kafka.users.hasAdministrator(kafka)
      ? []
      : [at([], "no listener takes a user of the backup, or there is no administrator")],
});

export const settingsOfExistingBucket = defineCheck<Spec, Uses>({
  code: "SF2965",
  title: "Settings of a bucket that is not made",
  severity: "warning",
  because: "An existing bucket has a lifecycle, a key and a protection of its own: what stands here has no effect.",
  instead: "Remove them, and see that the bucket itself is set up so.",
  run: ({ spec, at }) =>
    spec.bucket === undefined
      ? []
      : (["retention", "kmsKey", "deletionProtection"] as const).flatMap((field) =>
          spec[field] === undefined ? [] : [at(field, `${field} does nothing for the existing bucket`)],
        ),
});

export const checks = [
  anotherRegion,
  retentionBelowSchedule,
  backupWithoutRole,
  backupWithoutLogin,
  settingsOfExistingBucket,
];
