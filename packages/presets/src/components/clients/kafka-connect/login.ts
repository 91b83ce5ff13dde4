import type { Used } from "@streamform/core";
import { ports } from "../../kafka/kafka-cluster/exports.js";
import type { Login } from "../users/login.js";
import type { uses } from "./uses.js";

/** The way in of a user; undefined where there is no such user, which SF2975 has said. */
export function loginOf(
  user: string,
  { kafkaCluster, users }: Pick<Used<typeof uses>, "kafkaCluster" | "users">,
): Login | undefined {
  const credentials = users.credentials[user];
  if (credentials === undefined) return undefined;
  const port = credentials.authentication === "tls" ? ports.mtls : ports.scram;
  return {
    bootstrapServers: `${kafkaCluster.bootstrapHost}:${port}`,
    trust: kafkaCluster.trust,
    username: user,
    credentials,
  };
}
