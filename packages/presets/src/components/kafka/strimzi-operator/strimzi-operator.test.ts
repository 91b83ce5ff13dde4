import type { HelmRelease } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../testing.js";
import { versions } from "../../../versions/versions.js";
import { certificates } from "../../cluster/certificates/index.js";
import { kubernetesNamespace } from "../../cluster/kubernetes-namespace/index.js";
import { kafkaCluster } from "../kafka-cluster/index.js";
import { strimziOperator } from "./index.js";

type Rest = Readonly<Record<string, unknown>>;

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

function compiled(operator: Rest = {}, cluster: Rest | null = {}) {
  return compileObject(
    {
      kubernetes: { namespace: "kafka" },
      kubernetesNamespace: {},
      strimziOperator: operator,
      ...(cluster && { kafkaCluster: { zones, ...cluster } }),
    },
    kubernetesNamespace,
    strimziOperator,
    kafkaCluster,
  );
}

function unitOf(...options: Parameters<typeof compiled>) {
  return compiled(...options).plan.units.find(({ id }) => id === "kubernetes/strimzi-operator");
}

function releases(...options: Parameters<typeof compiled>): readonly HelmRelease[] {
  const unit = unitOf(...options);
  return unit?.kind === "kubernetes" ? unit.helmReleases : [];
}

describe("the Strimzi operator", () => {
  it("brings Strimzi's kinds, exactly the version of the table, into a namespace of its own", () => {
    const [release, ...others] = releases();
    expect(others).toEqual([]);
    expect(release).toMatchObject({
      namespace: "strimzi",
      chart: "strimzi-kafka-operator",
      version: versions.entries.charts.strimzi.version,
      provides: ["kafka.strimzi.io", "core.strimzi.io"],
    });
  });

  it("watches the environment's namespace and those that are named, no others, once they are there", () => {
    const [release] = releases({ namespaces: ["reports", "kafka"] });
    expect(release?.values).toMatchObject({ watchNamespaces: ["kafka", "reports"] });
    expect(release?.values).not.toHaveProperty("watchAnyNamespace");
    const { plan } = compiled({ namespaces: ["reports"] });
    expect(unitOf()?.dependsOn).toEqual(["kubernetes/kubernetes-namespace"]);
    expect(plan.preconditions.map(({ title }) => title)).toContain("The namespace `reports`");
  });

  it("stands where the cluster lets it in from", () => {
    expect(releases({}, { strimzi: { operatorNamespace: "kafka" } })[0]).toMatchObject({
      namespace: "kafka",
      reaches: [],
    });
    expect(releases({}, { strimzi: { operatorNamespace: "operators" } })[0]?.namespace).toBe("operators");
  });

  it("makes restricted pods and no NetworkPolicies, and has quantities that Kubernetes does not rewrite", () => {
    expect(releases({ memory: "1GiB" })[0]?.values).toMatchObject({
      generateNetworkPolicy: false,
      extraEnvs: [{ name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" }],
      resources: { requests: { memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } },
    });
  });

  it("comes before the cluster that it runs", () => {
    const cluster = compiled().plan.units.find(({ id }) => id === "kubernetes/kafka-cluster");
    expect(cluster?.dependsOn).toContain("kubernetes/strimzi-operator");
  });

  it("has to be there already only where the environment does not bring it, and so has its Drain Cleaner", () => {
    const cluster = { zones, strimzi: { drainCleaner: true } };
    const titles = (spec: object) =>
      compileObject({ ...spec, certificates: {}, kafkaCluster: cluster }, certificates, strimziOperator, kafkaCluster)
        .plan.preconditions.map(({ title }) => title)
        .filter((title) => title.includes("Strimzi"));
    expect(titles({})).toEqual(["The Strimzi operator", "Strimzi's Drain Cleaner"]);
    expect(titles({ strimziOperator: {} })).toEqual([]);
  });

  it("is not there for StatefulSets, and is for clusters of other environments", () => {
    expect(unitOf({}, { engine: "statefulset" })).toBeUndefined();
    expect(releases({}, null)).toHaveLength(1);
  });
});

describe("the Drain Cleaner", () => {
  const drained = { strimzi: { drainCleaner: true } };

  it("comes where the cluster leaves evictions to it, or where it is asked for", () => {
    const names = (...options: Parameters<typeof compiled>) => releases(...options).map(({ name }) => name);
    expect(names()).toEqual(["strimzi"]);
    expect(names({}, drained)).toEqual(["strimzi", "strimzi-drain-cleaner"]);
    expect(names({ drainCleaner: true })).toEqual(["strimzi", "strimzi-drain-cleaner"]);
    expect(names({ drainCleaner: false })).toEqual(["strimzi"]);
  });

  it("is missed where the cluster leaves evictions to it and the operator comes without (SF2831)", () => {
    const found = (operator: Rest, cluster: Rest) =>
      diagnose(
        { strimziOperator: operator, certificates: {}, kafkaCluster: { zones, ...cluster } },
        certificates,
        strimziOperator,
        kafkaCluster,
      ).map(({ code, severity, path }) => [code, severity, path]);
    const without = { drainCleaner: false };
    expect(found(without, drained)).toEqual([["SF2831", "error", "strimziOperator.drainCleaner"]]);
    expect(found(without, {})).toEqual([]);
    expect(found({}, drained)).toEqual([]);
    expect(found(without, { engine: "statefulset", ...drained })).toEqual([]);
  });

  it("leaves the refusal to the PodDisruptionBudget, and takes the CA from cert-manager alone", () => {
    const values = releases({ namespaces: ["reports"] }, drained)[1]?.values;
    expect(values?.["env"]).toEqual(
      expect.arrayContaining([
        { name: "STRIMZI_DENY_EVICTION", value: "false" },
        { name: "STRIMZI_DRAIN_NAMESPACES", value: "kafka,reports" },
      ]),
    );
    expect(values).toMatchObject({ certManager: { create: true }, secret: { ca_bundle: "" } });
  });
});
