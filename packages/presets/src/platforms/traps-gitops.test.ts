import type { Manifest } from "@streamform/core";
import { fieldFaults } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { applications, groupOf, isCustom, usedBy, walk, workloads } from "../trees/kubernetes-objects.js";
import { type Change, changed, repositoryTrees, type Tree, type TreeObject, treeOf } from "../trees/tree.js";

const trees = await repositoryTrees();
const fields = (value: unknown) => value as Readonly<Record<string, unknown>>;
const ofKind = (tree: Tree, kind: string) => tree.objects.filter(({ object }) => object.kind === kind);
const inFolder = (tree: Tree, folder: string) => tree.objects.filter((entry) => entry.folder === folder);

/** Groups whose controllers are Flux's own: their objects follow kstatus (Flux documentation, health checks). */
const followsKstatus = (group: string) => group.endsWith(".toolkit.fluxcd.io");
/** Kinds of our charts that Argo CD judges by itself (argoproj/argo-cd, resource_customizations/). */
const knownToArgo = new Set([
  "external-secrets.io/ExternalSecret",
  "external-secrets.io/SecretStore",
  "external-secrets.io/ClusterSecretStore",
  "cert-manager.io/Certificate",
  "cert-manager.io/Issuer",
  "kafka.strimzi.io/Kafka",
  "kafka.strimzi.io/KafkaTopic",
  "kafka.strimzi.io/KafkaUser",
  "source.toolkit.fluxcd.io/GitRepository",
  "argoproj.io/AppProject",
  "cert-manager.io/Certificate",
  "cert-manager.io/Issuer",
]);

/** Groups of objects that are settings for a program: nothing of them becomes ready, and no status says so. */
const isSetting = (group: string) => group === "monitoring.coreos.com";

/** Fields that the API server refuses to change (Kubernetes API reference). */
const immutable: Readonly<Record<string, readonly string[]>> = {
  Job: ["completions", "selector", "template"],
  Deployment: ["selector"],
  StatefulSet: ["selector", "serviceName", "volumeClaimTemplates"],
  DaemonSet: ["selector"],
};

/** Empty parts that the APIs ask for: all pods of a namespace, an issuer that has nothing to be told, no CA but those that Java knows. */
const saysAll =
  /^(NetworkPolicy\/spec\/podSelector|Issuer\/spec\/selfSigned|KafkaMirrorMaker2\/spec\/.*\/tls\/trustedCertificates)$/;

/** Name of a topic that the environment has. */
const topicOf = ({ environment }: Tree) => Object.keys(environment.spec.topics as object)[0] ?? "";

/** Changes that a person makes any day, that of a topic's partitions first. */
function everyday(tree: Tree) {
  const { environment } = tree;
  const brokers: Readonly<Record<string, readonly (readonly Change[])[]>> = {
    msk: [
      [
        [["msk", "kafkaVersion"], "3.6.0"],
        [["msk", "instanceType"], "kafka.m5.large"],
      ],
    ],
    "kafka-kubernetes": [
      [[["kafkaCluster", "configuration", "num.io.threads"], 32]],
      [[["kafkaCluster", "brokers", "replicas"], 4]],
      [[["kafkaCluster", "brokers", "volumeSize"], "2TiB"]],
      [[["kafkaCluster", "brokers", "cpu"], 3]],
    ],
  };
  return [
    changed(environment, [["topics", topicOf(tree), "partitions"], 64]),
    changed(environment, [["topics", topicOf(tree), "config", "retention.ms"], "1d"]),
    changed(environment, [["owner"], "somebody-else"]),
    ...(brokers[environment.spec.platform] ?? []).map((changes) => changed(environment, ...changes)),
  ].map(treeOf);
}

/** Annotations of an object as the engine applies it: its own, and those of the patches for its folder. */
function appliedAnnotations(tree: Tree, { folder, object }: TreeObject): Readonly<Record<string, string>> {
  const spec = applications(tree).find((application) => application.folder === folder)?.spec as
    | { patches?: readonly Patch[]; source?: { kustomize?: { patches?: readonly Patch[] } } }
    | undefined;
  const patches = (spec?.patches ?? spec?.source?.kustomize?.patches ?? []).filter(
    ({ target: { group, kind, name } }) =>
      kind === object.kind &&
      (group ?? groupOf(object)) === groupOf(object) &&
      (name === undefined || new RegExp(`^(${name})$`).test(object.metadata.name)),
  );
  const patched = patches.map(({ patch }) => (parse(patch) as Manifest).metadata.annotations);
  return Object.assign({}, ...patched, object.metadata.annotations);
}

interface Patch {
  readonly target: { readonly group?: string; readonly kind: string; readonly name?: string };
  readonly patch: string;
}

describe.each(trees)("GitOps traps in $name", (tree) => {
  it("T-01, T-03: the engine is told how each kind of custom resource shows that it is ready, where it does not know", () => {
    const customs = applications(tree).map((application) => ({
      ...application,
      kinds: inFolder(tree, application.folder)
        .map(({ object }) => object)
        .filter(isCustom),
    }));
    expect(customs.flatMap(({ kinds }) => kinds).length).toBeGreaterThan(3);
    const health = Object.keys(
      ofKind(tree, "ConfigMap").find(({ object }) => object.metadata.name === "argocd-cm")?.object.data ?? {},
    );
    for (const { object, spec, kinds } of customs) {
      for (const { apiVersion, kind } of kinds.filter(
        (entry) => !followsKstatus(groupOf(entry)) && !isSetting(groupOf(entry)),
      )) {
        if (tree.engine === "flux")
          expect(spec.healthCheckExprs, `${object.metadata.name} judges ${kind}`).toContainEqual(
            expect.objectContaining({ apiVersion, kind }),
          );
        else if (!knownToArgo.has(`${groupOf({ apiVersion })}/${kind}`))
          expect(health, `argocd-cm judges ${kind}`).toContain(
            `resource.customizations.health.${groupOf({ apiVersion })}_${kind}`,
          );
      }
    }
  });

  it("T-02: what an operator makes is not taken for Argo CD's own", () => {
    for (const { object } of ofKind(tree, "ConfigMap"))
      if (object.metadata.name === "argocd-cm")
        expect(fields(object.data)["application.resourceTrackingMethod"]).toBe("annotation");
    if (tree.engine === "argocd")
      expect(ofKind(tree, "ConfigMap").map(({ object }) => object.metadata.name)).toContain("argocd-cm");
  });

  it("T-04: objects have no empty parts, canonical quantities and written-out defaults", () => {
    for (const { file, object } of tree.objects) {
      for (const { path, value } of walk(object)) {
        if (saysAll.test(`${object.kind}${path}`)) continue;
        if (typeof value === "object") expect(Object.keys(value ?? {}), `${file}${path}`).not.toEqual([]);
        else if (/\/(requests|limits|default|defaultRequest|hard)\/[\w.]+$|\/(sizeLimit|storage)$/.test(path))
          expect(String(value), `${file}${path}`).toMatch(/^((?!\d*000m$)[1-9]\d*m|[1-9]\d{0,3}(Mi|Gi|Ti)?)$/);
      }
      if (object.kind === "ExternalSecret") {
        expect(object.spec, file).toMatchObject({
          refreshPolicy: "Periodic",
          target: {
            creationPolicy: "Owner",
            deletionPolicy: "Retain",
            template: { engineVersion: "v2", mergePolicy: "Replace" },
          },
        });
        for (const { remoteRef } of fields(object.spec).data as readonly { remoteRef: object }[])
          expect(remoteRef, file).toMatchObject({
            conversionStrategy: "Default",
            decodingStrategy: "None",
            metadataPolicy: "None",
          });
      }
      if (object.kind === "Application" && object.metadata.name !== tree.name)
        expect(object.metadata.annotations, file).toMatchObject({
          "argocd.argoproj.io/compare-options": expect.stringContaining("ServerSideDiff=true"),
        });
    }
  });

  it("no object has a field that its kind lacks", () => {
    const held = tree.objects.flatMap(({ file, object }) => {
      const shape = tree.plan.kinds.shapeOf(object);
      return shape ? [{ file, faults: fieldFaults(object, shape) }] : [];
    });
    expect(held.length).toBeGreaterThan(20);
    expect(held.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });

  it("T-05: no Job goes away by itself, and none changes without a new name", () => {
    const jobs = ofKind(tree, "Job");
    if (tree.kafka.operator === undefined) expect(jobs).not.toEqual([]);
    for (const { object } of jobs) expect(object.spec).not.toHaveProperty("ttlSecondsAfterFinished");
    const seen = new Map(jobs.map(({ object }) => [object.metadata.name, object.spec]));
    for (const other of everyday(tree)) {
      for (const { object } of ofKind(other, "Job"))
        expect(seen.get(object.metadata.name) ?? object.spec, object.metadata.name).toEqual(object.spec);
    }
    const [partitions] = everyday(tree);
    const after = ofKind(partitions as Tree, "Job").map(({ object }) => object.metadata.name);
    if (tree.kafka.operator === undefined) expect(after).not.toEqual([...seen.keys()]);
    else expect(after).toEqual([...seen.keys()]);
  });

  it("T-06: nothing is substituted, so that `${…}` of scripts and properties arrives", () => {
    for (const { spec } of applications(tree)) {
      expect(spec).not.toHaveProperty("postBuild");
      expect(spec.source ?? {}).not.toHaveProperty("plugin");
    }
  });

  it("T-07: readers of YAML 1.1 and of 1.2 see the same", () => {
    for (const { path, content } of tree.artifacts)
      if (path.endsWith(".yaml"))
        expect(parse(content, { version: "1.1" }), path).toEqual(parse(content, { version: "1.2" }));
  });

  it("T-08: no object comes near the 256 KiB that an annotation may hold", () => {
    for (const { file, object } of tree.objects) expect(JSON.stringify(object).length, file).toBeLessThan(128 * 1024);
    for (const { object, spec } of applications(tree))
      if (object.kind === "Application") expect(fields(spec.syncPolicy).syncOptions).toContain("ServerSideApply=true");
  });

  it("T-09: whoever defines a custom resource is waited for, or named as a precondition", () => {
    const { units, preconditions } = tree.plan;
    const charts = units.filter((unit) => unit.kind === "kubernetes");
    for (const { id, manifests, dependsOn } of charts) {
      for (const object of manifests.filter(isCustom)) {
        const makers = charts
          .filter(({ helmReleases }) => helmReleases.some(({ provides }) => provides.includes(groupOf(object))))
          .map((unit) => unit.id);
        const isNamed = preconditions.some(({ title }) => title.includes(groupOf(object)));
        expect(isNamed || makers.some((maker) => dependsOn.includes(maker)), `${id} waits for ${groupOf(object)}`).toBe(
          true,
        );
      }
    }
    for (const { object } of ofKind(tree, "HelmRelease"))
      expect(object.spec).toMatchObject({ install: { crds: "CreateReplace" }, upgrade: { crds: "CreateReplace" } });
  });

  it("T-10: no field has two owners", () => {
    const scaled = ofKind(tree, "HorizontalPodAutoscaler").map(
      ({ object }) => (fields(object.spec).scaleTargetRef as { name: string }).name,
    );
    for (const { object } of workloads(tree))
      if (scaled.includes(object.metadata.name)) expect(object.spec).not.toHaveProperty("replicas");
    for (const { object } of ofKind(tree, "Terraform"))
      expect(object.spec, "an approval is given in the cluster").not.toHaveProperty("approvePlan");
    for (const { object, spec } of applications(tree))
      if (object.kind === "Application" && object.metadata.name.includes("-terraform-"))
        expect(JSON.stringify(spec.ignoreDifferences)).toContain("/spec/approvePlan");
  });

  it("T-11: pods that use a ConfigMap start anew when it changes", () => {
    const using = workloads(tree).filter((workload) => usedBy(workload).ConfigMap.length > 0);
    if (tree.kafka.operator === undefined) expect(using).not.toEqual([]);
    for (const { object, template, ...rest } of using) {
      const hash = /^[0-9a-f]{8,64}$/;
      const annotated = Object.values(template.metadata?.annotations ?? {}).some((value) => hash.test(value));
      for (const name of usedBy({ object, template, ...rest }).ConfigMap)
        expect(annotated || /-[0-9a-f]{8,}$/.test(name), `${object.metadata.name} follows ${name}`).toBe(true);
    }
  });

  it("T-12: no everyday change touches a field that cannot be changed", () => {
    const kept = new Map(tree.objects.map(({ object }) => [`${object.kind} ${object.metadata.name}`, object]));
    for (const { object } of everyday(tree).flatMap(({ objects }) => objects)) {
      const before = kept.get(`${object.kind} ${object.metadata.name}`);
      for (const field of immutable[object.kind] ?? [])
        if (before)
          expect(fields(object.spec)[field], `${object.kind} ${object.metadata.name}: ${field}`).toEqual(
            fields(before.spec)[field],
          );
    }
    for (const { object, spec } of applications(tree))
      if (object.kind === "Kustomization") expect(spec.force).toBe(false);
  });

  it("T-13: garbage collection leaves whatever holds data", () => {
    const lasting = ["Namespace", "Terraform", "PersistentVolumeClaim", "StatefulSet"];
    const ofStrimzi = ["Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser"];
    for (const entry of tree.objects.filter(({ object: { kind } }) => [...lasting, ...ofStrimzi].includes(kind))) {
      const { file, object } = entry;
      if (object.metadata.name === "flux-system") continue; // Flux's own, made beside it
      // Users of the spec have clients elsewhere; what a component logs in by goes with it.
      if (object.kind === "KafkaUser" && !/^kubernetes\/(users|kafka-cluster)$/.test(entry.folder)) continue;
      const annotations = appliedAnnotations(tree, entry);
      expect(
        annotations["kustomize.toolkit.fluxcd.io/prune"] ?? annotations["argocd.argoproj.io/sync-options"],
        file,
      ).toMatch(/^disabled$|Prune=confirm/);
    }
    for (const { object } of ofKind(tree, "Terraform"))
      expect(object.spec).toMatchObject({ destroyResourcesOnDeletion: false });
    for (const { object, folder, spec } of applications(tree).filter((entry) =>
      /^delivery\/(terraform|helm)\//.test(entry.folder),
    )) {
      if (object.kind === "Kustomization") expect(spec.deletionPolicy, folder).toBe("Orphan");
      else expect(object.metadata, folder).not.toHaveProperty("finalizers");
    }
    const onRemoval = tree.objects
      .flatMap(({ object }) => (fields(object.data)?.["topics.tsv"] as string | undefined)?.trimEnd().split("\n") ?? [])
      .map((line) => line.split("\t")[3]);
    expect(new Set(onRemoval)).toEqual(new Set(tree.kafka.operator === undefined ? ["keep"] : []));
  });

  it("T-14: the README takes objects down before the operators that hold their finalizers", () => {
    const teardown = tree.content("README.md").split("## Taking it down")[1]?.split("Remove the units")[1] ?? "";
    const at = (kind: string, component: string) =>
      teardown.search(
        new RegExp(
          tree.engine === "flux" ? `${kind}/${component}\\b` : `delete applications\\S* \\S*-${kind}-${component}\\b`,
        ),
      );
    for (const unit of tree.plan.units.filter(({ kind }) => kind === "kubernetes")) {
      for (const operator of unit.dependsOn.filter((id) =>
        tree.plan.units.some(
          (other) => other.id === id && other.kind === "kubernetes" && other.helmReleases.length > 0,
        ),
      )) {
        const made = tree.plan.units.find(({ id }) => id === operator);
        const releases = made?.kind === "kubernetes" ? made.helmReleases.map(({ name }) => name) : [];
        const own = at("kubernetes", unit.component);
        expect(own, unit.id).toBeGreaterThan(-1);
        for (const name of tree.engine === "flux" ? [made?.component ?? ""] : releases)
          expect(own, `${unit.id} before ${name}`).toBeLessThan(at("helm", name));
      }
    }
  });

  it("T-15: each folder has one reader, and manifests only", () => {
    const folders = applications(tree).map(({ folder }) => folder);
    expect(new Set(folders).size).toBe(folders.length);
    for (const folder of folders) {
      for (const { path, content } of tree.artifacts.filter((artifact) => artifact.path.startsWith(`${folder}/`))) {
        expect(path).toMatch(/\.yaml$/);
        expect(parse(content), path).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String) });
      }
      expect(() => tree.content(`${folder}/kustomization.yaml`)).not.toThrow();
    }
  });

  it("T-16: the manifest lists every file, so that what is no longer generated can be removed", () => {
    expect(Object.keys(tree.manifest.files).sort()).toEqual(tree.artifacts.map(({ path }) => path).sort());
    expect(tree.manifest).toMatchObject({ environment: tree.name, source: `environments/${tree.name}.yaml` });
  });
});
