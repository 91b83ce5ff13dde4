import type { EnvironmentInfo, Part } from "@streamform/core";
import type { z } from "zod";
import { partitionOf } from "../../../aws/partition.js";
import { mskNames } from "../../kafka/msk/resource-types.js";
import type { secretsSpec } from "./spec.js";

export type SecretKind = z.output<typeof secretsSpec>["entries"][string]["kind"];

/** Name of an entry in Secrets Manager. MSK takes only secrets whose names begin with `AmazonMSK_`. */
export function secretName(name: Part["name"], entry: string, kind: SecretKind): string {
  return name(kind === "msk-scram" ? mskNames.secret : "secret", entry);
}

/**
 * ARN of a secret.
 *
 * @param suffix its output of the `secrets` stack
 */
export function secretArn({ accountId, region }: EnvironmentInfo["aws"], name: string, suffix: string): string {
  return `arn:${partitionOf(region)}:secretsmanager:${region}:${accountId}:secret:${name}-${suffix}`;
}
