import { describe, expect, it } from "vitest";
import { withEachKafka } from "./testing.js";

const compiled = withEachKafka({
  kubernetes: { eksCluster: "acme", namespace: "streaming" },
  externalSecrets: {},
  secretStores: {},
  users: { shop: { namespaces: ["shop", "tests"] }, reports: { namespaces: ["shop"] }, own: {} },
  kafkaClients: {},
}).filter(({ name }) => name !== "Amazon MSK by IAM"); // its users have roles

interface Copying {
  readonly rules: readonly { readonly resourceNames: readonly string[]; readonly verbs: readonly string[] }[];
  readonly subjects: readonly object[];
  readonly roleRef: { readonly name: string };
}

describe.each(compiled)("credentials in other namespaces with $name", ({ compiled: { manifests, plan } }) => {
  const objects = [...manifests("users"), ...manifests("kafka-clients")];
  const inNamespace = (namespace: string, kind: string) =>
    objects.filter((object) => object.kind === kind && object.metadata.namespace === namespace);
  const copies = (namespace: string) => inNamespace(namespace, "ExternalSecret").map(({ metadata }) => metadata.name);
  const readable = (namespace: string) =>
    objects
      .filter(({ kind, metadata }) => kind === "Role" && metadata.name.endsWith(`-${namespace}`))
      .flatMap((role) => (role as unknown as Copying).rules.flatMap(({ resourceNames }) => resourceNames));

  it("are those of the users that name the namespace, with the brokers' CA and the settings", () => {
    expect(copies("shop")).toEqual(expect.arrayContaining(["shop", "reports", "kafka-client-scram"]));
    expect(copies("tests")).toEqual(expect.arrayContaining(["shop", "kafka-client-scram"]));
    for (const namespace of ["shop", "tests"]) {
      expect(copies(namespace)).not.toContain("own");
      expect(inNamespace(namespace, "ConfigMap").map(({ metadata }) => metadata.name)).toEqual([
        "kafka-client-settings",
      ]);
    }
    expect(copies("tests")).not.toContain("reports");
  });

  it("are read by an account of that namespace that may read these Secrets and no others", () => {
    for (const namespace of ["shop", "tests"]) {
      expect(readable(namespace).toSorted()).toEqual(copies(namespace).toSorted());
      const [account] = inNamespace(namespace, "ServiceAccount");
      const [store] = inNamespace(namespace, "SecretStore");
      expect(store?.["spec"]).toMatchObject({
        provider: {
          kubernetes: { remoteNamespace: "streaming", auth: { serviceAccount: { name: account?.metadata.name } } },
        },
      });
      const bindings = objects.filter(
        ({ kind, metadata }) => kind === "RoleBinding" && metadata.name.endsWith(`-${namespace}`),
      ) as unknown as readonly Copying[];
      expect(bindings.flatMap(({ subjects }) => subjects)).toEqual(
        bindings.map(() => ({ kind: "ServiceAccount", name: account?.metadata.name, namespace })),
      );
    }
  });

  it("ask for the namespaces in the README", () => {
    const titles = plan.preconditions.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(["The namespace `shop`", "The namespace `tests`"]));
  });
});
