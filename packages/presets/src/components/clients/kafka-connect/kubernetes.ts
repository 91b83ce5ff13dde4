import { type KubernetesPart, podSettings } from "@streamform/core";
import { topics } from "../topics/index.js";
import { userLogin } from "../../../kafka/login.js";
import { connectorSecrets, secretsOf } from "./connectors.js";
import { name } from "./names.js";
import type { kafkaConnectSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** Workers and connectors, by whatever runs the brokers. */
export function kubernetes(part: KubernetesPart<typeof kafkaConnectSpec, typeof uses>): void {
  const { spec, secret, waitFor } = part;
  const { kafka, users } = part.uses;
  const login = userLogin(spec.user, kafka, users.credentials[spec.user]);
  if (!login) return; // SF2975 has said so
  podSettings(part.chart, name, spec);
  podSettings(part.chart, "connectors", spec);
  const secrets = secretsOf(spec.connectors);
  if (Object.keys(secrets).length > 0) secret(connectorSecrets, secrets);
  // Otherwise workers would create their state topics with their own settings, or exit because they may not.
  const { configs, offsets, status } = spec.storage;
  if ([configs, offsets, status].some((topic) => part.uses.topics?.names.includes(topic))) waitFor(topics);
  kafka.connect.kubernetes(part, login);
}
