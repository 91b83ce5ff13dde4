import type { SecretStores } from "../../component/secret-stores.js";
import type { Manifest } from "../../kinds/manifest.js";

/** Where one piece of a Secret comes from. */
export type SecretPart =
  | string
  | { readonly parameter: string }
  | { readonly secret: string; readonly key?: string | undefined };

/** One key of a Secret: its pieces in order. */
export type ExternalSecretEntry = readonly SecretPart[];

/** Name of a value in the Secret's template. */
const variable = (index: number) => `v${index}`;

/**
 * The ExternalSecret that fills a Secret, with all defaults of the API, so that no engine sees a difference. A Secret may contain values from
 * both stores, because each entry names its store.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecret(
  name: string,
  data: Readonly<Record<string, ExternalSecretEntry>>,
  stores: SecretStores,
): Manifest[] {
  const sources: { readonly secretKey: string; readonly part: Exclude<SecretPart, string> }[] = [];
  const templates = Object.entries(data).map(([key, parts]) => {
    const pieces = joinTexts(parts).map((part) => {
      if (typeof part === "string") return templateText(part);
      const known = sources.find((source) => JSON.stringify(source.part) === JSON.stringify(part));
      const secretKey = known?.secretKey ?? variable(sources.length);
      if (!known) sources.push({ secretKey, part });
      return `{{ .${secretKey} }}`;
    });
    return [key, pieces.join("")] as const;
  });
  const defaults = {
    conversionStrategy: "Default",
    decodingStrategy: "None",
    metadataPolicy: "None",
    nullBytePolicy: "Ignore",
  };
  const entries = sources.map(({ secretKey, part }) => ({
    secretKey,
    remoteRef: {
      key: "parameter" in part ? part.parameter : part.secret,
      ...("secret" in part && part.key !== undefined ? { property: part.key } : {}),
      ...defaults,
    },
    sourceRef: { storeRef: { ...("parameter" in part ? stores.parameters : stores.secrets) } },
  }));
  return [
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name },
      spec: {
        refreshPolicy: "Periodic",
        refreshInterval: "1h0m0s",
        secretStoreRef: { ...stores.parameters },
        target: {
          name,
          creationPolicy: "Owner",
          deletionPolicy: "Retain",
          template: { engineVersion: "v2", mergePolicy: "Replace", data: Object.fromEntries(templates) },
        },
        data: entries,
      },
    },
  ];
}

/** Joins adjacent texts, so that a pattern across them is found. */
function joinTexts(parts: ExternalSecretEntry): SecretPart[] {
  const joined: SecretPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

/** Text in a Go template: no brace of it meets another one, its own or that of the action that may follow. */
function templateText(text: string): string {
  return text.replace(/\{(?=\{|$)/g, '{{ "{" }}');
}
