import { contribute, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";

import {
  retentionAboveDisk,
  tieredForNothing,
  tieredWithoutTiers,
  tieringRefused,
  unboundedOnDisk,
} from "./checks/storage.js";

import {
  collidingNames,
  configOfAnotherVersion,
  factorAboveBrokers,
  internalName,
  jobWithoutCertificate,
  jobWithoutPassword,
  jobWithoutRole,
  minInsyncEqualsFactor,
  noRetention,
  settingsWithoutJob,
  singleCopy,
  tooManyPartitions,
} from "./checks.js";
import { diagram, summary } from "./describe.js";
import { exports } from "./exports.js";
import { kubernetes } from "./kubernetes.js";
import { pods } from "./pods.js";
import { topicsSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Topics as data: objects for Strimzi, or brought to the cluster by a Job whenever they change. */
export const topics = defineComponent({
  name: "topics",
  title: "Topics",
  spec: topicsSpec,
  uses,
  exports,
  terraform,
  kubernetes,
  checks: [
    factorAboveBrokers,
    minInsyncEqualsFactor,
    singleCopy,
    configOfAnotherVersion,
    collidingNames,
    internalName,
    retentionAboveDisk,
    unboundedOnDisk,
    tieredWithoutTiers,
    tieringRefused,
    tieredForNothing,
    noRetention,
    tooManyPartitions,
    jobWithoutRole,
    jobWithoutCertificate,
    jobWithoutPassword,
    settingsWithoutJob,
  ],
  contributes: [contribute(workloads, pods)],
  summary,
  diagram,
});
