import { describe, expect, it } from "vitest";
import { kindName } from "./kind.js";
import type { Manifest } from "./manifest.js";
import { objectsMadeBy, objectsNeededBy } from "./references.js";
import { testRegistry } from "./testing.js";

const object = (apiVersion: string, kind: string, rest: object = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: "x", namespace: "streaming" },
  ...rest,
});
const shown = (named: ReturnType<typeof objectsNeededBy>) =>
  named.map(({ kind, namespace, name }) => `${kindName(kind)} ${namespace ?? "-"}/${name}`);
const needs = (manifest: Manifest) => shown(objectsNeededBy(manifest, testRegistry));
const makes = (manifest: Manifest) => shown(objectsMadeBy(manifest, testRegistry)).slice(1);

describe("what an object refers to", () => {
  const certificate = (issuerRef: object) => object("sign.example.com/v1", "Certificate", { spec: { issuerRef } });

  it("is of the kind, group and namespace that the fields beside the name say", () => {
    expect(needs(certificate({ name: "ca" }))).toEqual(["sign.example.com/Issuer streaming/ca"]);
    expect(needs(certificate({ name: "ca", namespace: "pki" }))).toEqual(["sign.example.com/Issuer pki/ca"]);
    expect(needs(certificate({ name: "ca", kind: "ClusterIssuer" }))).toEqual(["sign.example.com/ClusterIssuer -/ca"]);
    expect(needs(certificate({ name: "ca", group: "other.example.com" }))).toEqual([]);
    expect(needs(certificate({ name: "ca", kind: "SomethingElse" }))).toEqual([]);
  });

  it("is nothing where it may be missing", () => {
    const variable = (optional?: boolean) =>
      object("v1", "Pod", {
        spec: { containers: [{ env: [{ valueFrom: { secretKeyRef: { name: "s", key: "k", optional } } }] }] },
      });
    expect(needs(variable())).toEqual(["Secret streaming/s"]);
    expect(needs(variable(true))).toEqual([]);
  });

  it("is found in labels, whatever the other labels are called", () => {
    const labels = { "data.example.com/cluster": "events", kind: "Other", namespace: "elsewhere" };
    expect(needs(object("data.example.com/v1", "Topic", { metadata: { name: "t", namespace: "a", labels } }))).toEqual([
      "data.example.com/Cluster a/events",
    ]);
  });

  it("is no field that only has the name of one", () => {
    expect(needs(object("v1", "ConfigMap", { spec: { secretName: "s" } }))).toEqual([]);
  });
});

describe("what a controller makes for an object", () => {
  it("is named by a field, or after the object", () => {
    expect(makes(object("sign.example.com/v1", "Certificate", { spec: { secretName: "tls" } }))).toEqual([
      "Secret streaming/tls",
    ]);
    expect(makes(object("external-secrets.io/v1", "ExternalSecret", { spec: {} }))).toEqual(["Secret streaming/x"]);
    expect(makes(object("data.example.com/v1", "Cluster"))).toEqual(["Secret streaming/x-ca"]);
  });

  it("may be made in all namespaces, and only on demand", () => {
    expect(makes(object("data.example.com/v1", "Zone", { spec: { publish: {} } }))).toEqual(["ConfigMap -/x"]);
    expect(makes(object("data.example.com/v1", "Zone", { spec: {} }))).toEqual([]);
  });
});
