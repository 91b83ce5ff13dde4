import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { certificates } from "./index.js";

const objects = (spec: object): readonly Manifest[] =>
  compileObject({ certificates: spec }, certificates).manifests("certificates");

describe("certificates", () => {
  it("makes a CA for the environment alone, which signs itself, and an issuer that signs by it", () => {
    const made = objects({});
    expect(made.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Certificate kafka-ca",
      "Issuer kafka-ca",
      "Issuer kafka-ca-root",
    ]);
    expect(made[0]?.spec).toMatchObject({
      isCA: true,
      secretName: "kafka-ca",
      duration: "43800h0m0s",
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: "kafka-ca-root" },
    });
    expect(made[1]?.spec).toEqual({ ca: { secretName: "kafka-ca" } });
    expect(made[2]?.spec).toEqual({ selfSigned: {} });
  });

  it("keeps the CA's key when its certificate is renewed, so that no client has to learn of it", () => {
    expect(objects({})[0]?.spec).toMatchObject({ privateKey: { rotationPolicy: "Never" } });
  });

  it("makes nothing where an issuer exists", () => {
    const { plan } = compileObject({ certificates: { issuer: { name: "acme" } } }, certificates);
    expect(plan.units).toEqual([]);
  });

  it.each([
    ["SF2841", "certificates.renewBefore", { lifetime: "30d", renewBefore: "30d" }],
    ["SF2842", "certificates.renewBefore", { renewBefore: "7d" }],
    ["SF2843", "certificates.caLifetime", { caLifetime: "250d" }],
  ])("reports %s at %s", (code, path, spec) => {
    expect(diagnose({ certificates: spec }, certificates).map((found) => [found.code, found.path])).toEqual([
      [code, path],
    ]);
  });

  it("takes an issuer of any kind outside cert-manager, and only Issuer and ClusterIssuer in it", () => {
    const found = (issuer: object) =>
      diagnose({ certificates: { issuer: { name: "acme", ...issuer } } }, certificates).map(({ path }) => path);
    expect(found({ group: "awspca.cert-manager.io", kind: "AWSPCAClusterIssuer" })).toEqual([]);
    expect(found({ kind: "Issuer" })).toEqual([]);
    expect(found({ kind: "AWSPCAClusterIssuer" })).toEqual(["certificates.issuer.kind"]);
  });

  it.each([{}, { lifetime: "45d", renewBefore: "15d" }, { renewBefore: "8d" }, { caLifetime: "270d" }])(
    "finds nothing in %o",
    (spec) => {
      expect(codes({ certificates: spec }, certificates)).toEqual([]);
    },
  );
});
