import { codeSpan, type DescribePart, type Summary } from "@streamform/core";
import { installation } from "./part.js";
import type { strimziOperatorSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function summary(part: DescribePart<typeof strimziOperatorSpec, typeof uses>): Summary {
  const installed = installation(part);
  if (!installed) return {};
  const { charts } = part.uses.versions;
  const { namespace, watched, drainCleaner } = installed;
  return {
    facts: [
      { label: "Strimzi operator", value: `${charts.strimzi.appVersion} in ${namespace}` },
      { label: "It watches", value: watched.join(", ") },
      ...(drainCleaner ? [{ label: "Drain Cleaner", value: charts.strimziDrainCleaner.appVersion }] : []),
    ],
    preconditions: drainCleaner
      ? [
          {
            title: "cert-manager",
            text: `Runs in the cluster, with its CA injector: the Drain Cleaner's webhook in ${codeSpan(namespace)} gets its certificate from it.`,
          },
        ]
      : [],
  };
}
