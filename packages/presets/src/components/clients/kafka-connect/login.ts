import type { Used } from "@streamform/core";
import type { Login } from "../users/login.js";
import type { uses } from "./uses.js";

/** The login of a user; undefined where there is no such user, which SF2975 has said, or where no listener takes it. */
export function loginOf(user: string, { kafka, users }: Pick<Used<typeof uses>, "kafka" | "users">): Login | undefined {
  const credentials = users.credentials[user];
  const wanted = credentials?.authentication === "tls" ? "mtls" : "scram";
  const listener = kafka.listeners.find(({ name }) => name === wanted);
  if (credentials === undefined || typeof listener?.bootstrapServers !== "string") return undefined;
  return { bootstrapServers: listener.bootstrapServers, trust: listener.trust, username: user, credentials };
}
