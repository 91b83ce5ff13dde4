import { defineComponent } from "@streamform/core";
import {
  collidingNames,
  configOfAnotherVersion,
  factorAboveBrokers,
  internalName,
  jobWithoutCertificate,
  jobWithoutRole,
  minInsyncEqualsFactor,
  noRetention,
  singleCopy,
  tooManyPartitions,
} from "./checks.js";
import { retentionAboveDisk, tieredWithoutTiers, tieringRefused } from "./checks/storage.js";
import { diagram, summary } from "./describe.js";
import { kubernetes } from "./kubernetes.js";
import { topicsSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Topics as data, brought to the cluster by a Job whenever they change. */
export const topics = defineComponent({
  name: "topics",
  title: "Topics",
  spec: topicsSpec,
  uses,
  exports: ({ spec }) => ({ names: Object.keys(spec) }),
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
    tieredWithoutTiers,
    tieringRefused,
    noRetention,
    tooManyPartitions,
    jobWithoutRole,
    jobWithoutCertificate,
  ],
  summary,
  diagram,
});
