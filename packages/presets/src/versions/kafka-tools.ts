import { kafkaLine } from "./kafka-line.js";
import type { Supported } from "./support.js";

/** A container image with the Kafka command-line tools. */
export interface KafkaToolsImage extends Supported {
  readonly repository: string;
  readonly tag: string;
  /** Digest of the multi-platform index, or null where nobody has recorded it: then the tag alone names the image. */
  readonly digest: string | null;
  readonly released: string;
  /** Oldest broker (major.minor) that these tools can talk to; newer brokers than the tools are fine. */
  readonly oldestBroker: string;
}

/**
 * The tools to use with brokers of a version: the newest image that can talk to them and whose own line is not past theirs, so that no tool
 * sends what the brokers do not know; the oldest image that can talk to them where all are past theirs.
 *
 * @param images oldest first
 */
export function kafkaToolsFor(images: readonly KafkaToolsImage[], brokerVersion: string): KafkaToolsImage | undefined {
  const able = images.filter((image) => !isBefore(brokerVersion, image.oldestBroker));
  return able.findLast((image) => !isBefore(brokerVersion, image.tag)) ?? able[0];
}

function isBefore(version: string, other: string): boolean {
  const [major, minor] = kafkaLine(version);
  const [otherMajor, otherMinor] = kafkaLine(other);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
