import { isDeferred } from "@streamform/core";
import type { Kafka } from "../../../kafka/kafka.js";
import { serversOf } from "../../../kafka/login.js";
import { ownLogin } from "../users/own-user.js";
import type { ThisCluster } from "./flow.js";

/** MirrorMaker's connection to this cluster; undefined if no listener accepts its own user. */
export function hereOf(kafka: Kafka): ThisCluster | undefined {
  const own = ownLogin(kafka, "mirror");
  if (!own) return undefined;
  const { listener, credentials } = own;
  const { bootstrapServers, trust } = listener;
  return {
    bootstrapServers: serversOf(listener),
    ...(isDeferred(bootstrapServers) && { deferredServers: bootstrapServers }),
    trust,
    certificate: credentials.authentication === "tls" ? credentials.certificate : undefined,
    scram:
      "password" in credentials
        ? {
            mechanism: credentials.authentication.toUpperCase(),
            username: credentials.username ?? "",
            password: { secret: credentials.secret, key: credentials.password },
          }
        : undefined,
    iam: credentials.authentication === "iam",
  };
}
