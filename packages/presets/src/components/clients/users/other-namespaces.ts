import type { EnvironmentInfo, KubernetesPart } from "@streamform/core";
import { listenerFor } from "../../../kafka/credentials.js";
import type { KafkaFacts } from "../../../kafka/facts.js";
import type { Kafka } from "../../../kafka/kafka.js";
import { addCopyingStore, copySecrets, type OtherNamespace } from "../../../kubernetes/other-namespace.js";
import type { Users } from "./spec.js";

/** The other namespaces that users of the spec have, and the store in each that copies into it. */
export function otherNamespaces(
  environment: Pick<EnvironmentInfo, "name">,
  users: Readonly<Record<string, { readonly namespaces: readonly string[] }>>,
): readonly OtherNamespace[] {
  const all = new Set(Object.values(users).flatMap(({ namespaces }) => namespaces));
  return [...all].sort().map((namespace) => ({ namespace, store: `${environment.name}-kafka` }));
}

/** Brings users' credentials, and the CA of the listener that takes them, to the pods of other namespaces. */
export function credentialsInOtherNamespaces(
  part: Pick<KubernetesPart, "chart" | "environment" | "name"> & {
    readonly spec: Users;
    readonly uses: { readonly kafka: KafkaFacts & Pick<Kafka, "users"> };
  },
): void {
  const { environment, spec } = part;
  const { kafka } = part.uses;
  for (const other of otherNamespaces(environment, spec)) {
    addCopyingStore(part, other);
    const secrets: Record<string, readonly string[] | undefined> = {};
    for (const [name, user] of Object.entries(spec)) {
      if (!user.namespaces.includes(other.namespace)) continue;
      const credentials = kafka.users.credentials(part, name, user);
      const trust = listenerFor(kafka, credentials)?.trust;
      if (trust) secrets[trust.secret] = [trust.key];
      if (credentials.authentication === "tls") secrets[credentials.certificate.secret] = undefined;
      if (credentials.authentication === "scram-sha-512") secrets[credentials.secret] = undefined;
    }
    copySecrets(part, other, "kafka-users", secrets);
  }
}
