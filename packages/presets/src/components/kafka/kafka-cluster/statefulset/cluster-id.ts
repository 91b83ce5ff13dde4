import { createHash } from "node:crypto";
import type { EnvironmentInfo } from "@streamform/core";

/**
 * Id of a KRaft cluster: 16 bytes in base64url, the same at every compilation, since every volume is formatted with it and serves no other
 * cluster. It never begins with a hyphen, which the storage tool would take for an option (KAFKA-15754).
 */
export function clusterId({ name, aws }: Pick<EnvironmentInfo, "name" | "aws">): string {
  const hashed = (text: string) => createHash("sha256").update(text).digest().subarray(0, 16).toString("base64url");
  let id = hashed(`${aws.accountId}/${aws.region}/${name}`);
  while (id.startsWith("-")) id = hashed(id);
  return id;
}
