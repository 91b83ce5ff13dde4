import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { specText } from "../testing.js";
import { type ExternalSecretEntry, externalSecret, type SecretPart } from "./external-secret.js";

const stores = {
  parameters: { name: "parameters", kind: "ClusterSecretStore" },
  secrets: { name: "secrets", kind: "SecretStore" },
} as const;

interface Spec {
  readonly target: { readonly template: { readonly data: Readonly<Record<string, string>> } };
  readonly data: readonly {
    readonly secretKey: string;
    readonly remoteRef: Readonly<Record<string, string>>;
    readonly sourceRef: { readonly storeRef: unknown };
  }[];
}

function specOf(data: Readonly<Record<string, ExternalSecretEntry>>): Spec {
  const [manifest] = externalSecret("client", data, stores);
  return manifest?.["spec"] as Spec;
}

/** Runs a Go template of which the actions are `{{ .name }}` and `{{ "text" }}`, as text/template finds them: from `{{` to `}}`. */
function execute(template: string, values: Readonly<Record<string, string>>): string {
  const [begin = "", ...rest] = template.split("{{");
  return rest.reduce((text, part) => {
    const end = part.indexOf("}}");
    const action = /^ (?:\.(\w+)|"(\{)") $/.exec(part.slice(0, end));
    if (end < 0 || !action) throw new Error(`not an action of ours: {{${part} in ${template}`);
    return text + (action[1] === undefined ? action[2] : values[action[1]]) + part.slice(end + 2);
  }, begin);
}

const part: fc.Arbitrary<SecretPart> = fc.oneof(
  specText,
  fc.constant({ parameter: "/streamform/test/msk/bootstrap" }),
  fc.constant({ secret: "AmazonMSK_admin", key: "password" }),
);

describe("externalSecret", () => {
  it("makes of literals and values the text that they are, whatever braces meet in it", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const { target, data } = specOf({ file: parts });
        const secret = "{{ .v0 }}$";
        const values = Object.fromEntries(data.map(({ secretKey }) => [secretKey, secret]));
        expect(execute(target.template.data["file"] ?? "", values)).toBe(
          parts.map((piece) => (typeof piece === "string" ? piece : secret)).join(""),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("reads each value once, from the store that has it", () => {
    const password = { secret: "AmazonMSK_admin", key: "password" };
    const { data } = specOf({ one: ["a=", password, "\n"], two: [password, { parameter: "/p" }] });
    expect(
      data.map(({ remoteRef, sourceRef }) => [remoteRef["key"], remoteRef["property"], sourceRef.storeRef]),
    ).toEqual([
      ["AmazonMSK_admin", "password", { name: "secrets", kind: "SecretStore" }],
      ["/p", undefined, { name: "parameters", kind: "ClusterSecretStore" }],
    ]);
  });

  it("writes the API's defaults out, so that no engine sees a difference for ever", () => {
    const { data } = specOf({ one: [{ parameter: "/p" }] });
    expect(data[0]?.remoteRef).toMatchObject({
      conversionStrategy: "Default",
      decodingStrategy: "None",
      metadataPolicy: "None",
    });
  });
});
