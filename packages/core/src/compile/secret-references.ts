import type { Manifest } from "./kubernetes/manifest.js";

/** Names of the Secrets, in its own namespace, that an object is or that a controller makes for it. */
export function secretsMadeBy({ apiVersion, kind, metadata, spec }: Manifest): readonly string[] {
  const { name } = metadata;
  switch (`${apiVersion.split("/")[0]} ${kind}`) {
    case "v1 Secret":
      return [name];
    case "external-secrets.io ExternalSecret":
      return [(spec as { readonly target?: { readonly name?: string } }).target?.name ?? name];
    case "cert-manager.io Certificate":
      return [(spec as { readonly secretName: string }).secretName];
    case "kafka.strimzi.io KafkaUser":
      return [name];
    case "kafka.strimzi.io Kafka":
      return [`${name}-cluster-ca-cert`, `${name}-clients-ca-cert`];
    default:
      return [];
  }
}

/**
 * Names of the Secrets that an object needs before its pods start, as Kubernetes and its operators write them: `secretName`, and the `name` of a
 * `secretKeyRef`, a `secretRef` or a projected `secret`. Those that may be missing (`optional`) do not count.
 */
export function secretsUsedBy({ spec }: Manifest): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { optional } = value as { readonly optional?: boolean };
    for (const [key, entry] of Object.entries(value)) {
      if (key === "secretName" && typeof entry === "string" && !optional) found.add(entry);
      else if (["secretKeyRef", "secretRef", "secret"].includes(key)) {
        const { name, optional: mayLack } = (entry ?? {}) as { readonly name?: unknown; readonly optional?: boolean };
        if (typeof name === "string" && !mayLack) found.add(name);
      }
      visit(entry);
    }
  };
  visit(spec);
  return [...found];
}
