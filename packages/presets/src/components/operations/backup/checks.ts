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
  title: "Backups in another region without consent",
  severity: "error",
  because:
    "The names of topics, users and groups, and their rights, leave the region and its jurisdiction. A bucket from a base layer, or a wrong name, can cause this unnoticed.",
  instead: "Name a bucket in `aws.region`, or write `backup.crossRegion: true` if you want another region.",
  source: "Amazon S3 user guide, buckets overview: a bucket belongs to one region",
  run: (part) => {
    const { spec, environment, at } = part;
    const { region } = environment.aws;
    if (spec.crossRegion || spec.bucket === undefined) return [];
    if (targetOf(part).region !== region)
      return [at("bucket.region", `the bucket is in ${targetOf(part).region}, but the environment is in ${region}`)];
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
  title: "Backups that expire before the next one",
  severity: "error",
  because:
    "The newest backup always stays, but it may already contain the damage. With a retention shorter than the time between two backups, no older backup is left.",
  instead: "Keep backups for at least twice the time between two backups, or back up more often.",
  run: ({ spec, at }) => {
    if (spec.bucket !== undefined) return [];
    const pause = longestPause(parseSchedule(spec.schedule));
    const retention = retentionOf(spec);
    if (retention >= 2 * pause) return [];
    return [
      at(
        spec.retention === undefined ? "schedule" : "retention",
        pause === Number.POSITIVE_INFINITY
          ? `the schedule ${spec.schedule} never runs`
          : `backups are kept for ${retention} days, but up to ${pause} days pass between two backups`,
      ),
    ];
  },
});

export const backupWithoutRole = defineCheck<Spec, Uses>({
  code: "SF2963",
  title: "Backups without permissions in AWS",
  severity: "error",
  because: "The pods have no AWS credentials. S3 refuses them, and no backup ever succeeds.",
  instead: "Name the EKS cluster in `kubernetes.eksCluster`, or an existing role in `backup.roleArn`.",
  source: "Amazon EKS user guide, EKS Pod Identities",
  run: ({ spec, environment, at }) =>
    environment.kubernetes.eksCluster === undefined && spec.roleArn === undefined
      ? [at([], "the spec names neither an EKS cluster nor a role")]
      : [],
});

export const backupWithoutLogin = defineCheck<Spec, Uses>({
  code: "SF2964",
  title: "Backups of a Kafka that accepts no login for them",
  severity: "error",
  because:
    "The backup logs in as its own user, the restore as an administrator. This Kafka accepts no certificate, no AWS credentials and no password.",
  instead: "Open a listener that authenticates its clients, or remove `backup`.",
  run: ({ uses: { kafka }, at }) =>
    ownLogin(kafka, "backup") && kafka.users.hasAdministrator(kafka)
      ? []
      : [at([], "no listener accepts the backup's user, or there is no administrator")],
});

export const settingsOfExistingBucket = defineCheck<Spec, Uses>({
  code: "SF2965",
  title: "Settings for an existing bucket",
  severity: "warning",
  because: "An existing bucket has its own lifecycle, key and protection. These settings have no effect.",
  instead: "Remove them, and set up the bucket itself.",
  run: ({ spec, at }) =>
    spec.bucket === undefined
      ? []
      : (["retention", "kmsKey", "deletionProtection"] as const).flatMap((field) =>
          spec[field] === undefined ? [] : [at(field, `${field} has no effect on the existing bucket`)],
        ),
});

export const checks = [
  anotherRegion,
  retentionBelowSchedule,
  backupWithoutRole,
  backupWithoutLogin,
  settingsOfExistingBucket,
];
