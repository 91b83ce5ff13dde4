import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../testing.js";
import { storageClass } from "./index.js";

const manifest = (spec: object) =>
  compileObject({ storageClass: spec }, storageClass).manifest("storage-class", "StorageClass");
const places = (spec: object, more: object = {}) =>
  diagnose({ storageClass: spec, ...more }, storageClass).map(({ code, path }) => `${code} ${path}`);

describe("the StorageClass", () => {
  it("is of no namespace, bears the environment's name and makes encrypted gp3 volumes that stay, grow and follow their pod", () => {
    const { metadata, ...fields } = manifest({});
    expect(metadata).not.toHaveProperty("namespace");
    expect(metadata.name).toBe("test");
    expect(fields).toEqual({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true" },
      reclaimPolicy: "Retain",
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
    });
  });

  it("has the name, the performance and the key that are asked for", () => {
    const kmsKey = "arn:aws:kms:eu-central-1:111122223333:key/abc";
    const { metadata, ...fields } = manifest({ name: "fast", iops: 6000, throughput: 500, kmsKey });
    expect(metadata.name).toBe("fast");
    expect(fields).toMatchObject({ parameters: { type: "gp3", iops: "6000", throughput: "500", kmsKeyId: kmsKey } });
  });

  it("is made anew when it changes, since nothing of it can be changed in place", () => {
    expect(manifest({}).metadata.annotations).toEqual({
      "kustomize.toolkit.fluxcd.io/force": "enabled",
      "argocd.argoproj.io/sync-options": "Force=true,Replace=true",
    });
  });

  it("tells what it needs, and how to find volumes that stay", () => {
    const { plan } = compileObject({ storageClass: {} }, storageClass);
    expect(plan.preconditions.map(({ title }) => title)).toContain("The EBS CSI driver (`ebs.csi.aws.com`)");
    expect(plan.chapters[0]?.steps.map(({ when }) => when)).toEqual(["operation"]);
    expect(compileObject({ storageClass: { reclaimPolicy: "Delete" } }, storageClass).plan.chapters[0]?.steps).toEqual(
      [],
    );
  });
});

describe("checks", () => {
  it("refuse what the volume type does not have", () => {
    expect(places({ type: "gp2", iops: 3000 })).toEqual(["SF2871 storageClass.iops"]);
    expect(places({ type: "io2", iops: 10_000, throughput: 500 })).toEqual(["SF2871 storageClass.throughput"]);
    expect(places({ type: "io2" })).toEqual(["SF2871 storageClass.type"]);
    expect(places({ iops: 100 })).toEqual(["SF2871 storageClass.iops"]);
    expect(places({ type: "io2", iops: 10_000 })).toEqual([]);
    expect(places({ type: "gp2" })).toEqual([]);
  });

  it("refuse throughput that the operations do not carry", () => {
    expect(places({ throughput: 1000 })).toEqual(["SF2872 storageClass.throughput"]);
    expect(places({ throughput: 1000, iops: 4000 })).toEqual([]);
    expect(places({ throughput: 750 })).toEqual([]);
  });

  it("warn of volumes that go with their claims, in production only", () => {
    expect(places({ reclaimPolicy: "Delete" }, { stage: "production" })).toEqual(["SF2873 storageClass.reclaimPolicy"]);
    expect(places({ reclaimPolicy: "Delete" }, { stage: "development" })).toEqual([]);
    expect(places({}, { stage: "production" })).toEqual([]);
  });

  it("refuse a key of another region", () => {
    const key = (region: string) => ({ kmsKey: `arn:aws:kms:${region}:111122223333:key/abc` });
    expect(places(key("us-east-1"))).toEqual(["SF2874 storageClass.kmsKey"]);
    expect(places(key("eu-central-1"))).toEqual([]);
  });
});
