import type { PodFailurePolicyRule } from "cdk8s-plus-29/lib/imports/k8s.js";
import { kafkaUser } from "../versions/strimzi.js";
import { kafkaToolsFor } from "../versions/versions.js";
import type { KafkaFacts } from "./facts.js";

/** The image whose Kafka tools suit the brokers: the one that the cluster names, else a release of apache/kafka. */
export function toolsImage({ toolsImage, version }: Pick<KafkaFacts, "toolsImage" | "version">): string {
  if (toolsImage !== undefined) return toolsImage;
  const image = kafkaToolsFor(version);
  if (!image) throw new Error(`no image of the Kafka tools talks to Kafka ${version}`);
  return `${image.repository}:${image.tag}${image.digest === null ? "" : `@${image.digest}`}`;
}

/** Who a pod of that image runs as. Strimzi's image has files for its own user; any user can run the Apache project's. */
export function toolsUser({ toolsImage }: Pick<KafkaFacts, "toolsImage">) {
  const { uid, gid } = toolsImage === undefined ? { uid: 1000, gid: 1000 } : kafkaUser;
  return { runAsUser: uid, runAsGroup: gid, fsGroup: gid };
}

/**
 * Exit codes after which trying again cannot help: wrong input, what cannot be altered or is another file than expected, and a command that the
 * image lacks or may not run. The others may pass: brokers come back, and a new user or role is known to them only minutes later.
 */
const lasting = [2, 3, 126, 127];

/** Ends a Job at once where trying again cannot help. */
export function failsFor(containerName: string): PodFailurePolicyRule {
  return { action: "FailJob", onExitCodes: { containerName, operator: "In", values: lasting } };
}
