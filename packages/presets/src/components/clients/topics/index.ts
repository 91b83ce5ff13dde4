import { contribute, type DescribePart, defineComponent } from "@streamform/core";
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
import { summary } from "./describe.js";
import { exports } from "./exports.js";
import { topicsSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Topics as data, applied as the Kafka has it. */
export const topics = defineComponent({
  name: "topics",
  title: "Topics",
  spec: topicsSpec,
  uses,
  exports,
  terraform: (part) => {
    part.uses.kafka.topics.terraform(part);
    return {};
  },
  kubernetes: (part) => part.uses.kafka.topics.kubernetes(part),
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
  contributes: [
    contribute(workloads, (part: DescribePart<typeof topicsSpec, typeof uses>) =>
      part.uses.kafka.topics.workloads(part),
    ),
  ],
  summary,
  diagram: (part) => part.uses.kafka.topics.diagram(part),
});
