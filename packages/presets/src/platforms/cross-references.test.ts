import { join } from "node:path/posix";
import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { applications, filesOf, usedBy, type Workload, workloads } from "../trees/kubernetes-objects.js";
import { podsOf } from "../trees/pods.js";
import { secretKeys } from "../trees/secrets.js";
import { folderOf, repositoryTrees, type Tree } from "../trees/tree.js";

const trees = await repositoryTrees();

interface ExternalSecretSpec {
  readonly data?: readonly {
    readonly secretKey: string;
    readonly remoteRef: { readonly key: string };
    readonly sourceRef?: { readonly storeRef: StoreReference };
  }[];
  readonly secretStoreRef: StoreReference;
  readonly target: { readonly name: string; readonly template: { readonly data: Readonly<Record<string, string>> } };
}

interface StoreReference {
  readonly kind: string;
  readonly name: string;
}

/** The ConfigMap with the API server's CA, which Kubernetes puts into every namespace. */
const inEveryNamespace = "kube-root-ca.crt";

/** Objects of a kind in a namespace, by name. */
function named(tree: Tree, kind: string, namespace: string | undefined) {
  const found = tree.objects.filter(({ object }) => object.kind === kind && object.metadata.namespace === namespace);
  return new Map(found.map(({ object }) => [object.metadata.name, object]));
}

function externalSecrets(tree: Tree) {
  return tree.objects
    .filter(({ object }) => object.kind === "ExternalSecret")
    .map(({ file, object }) => ({ file, object, spec: object.spec as ExternalSecretSpec }));
}

/** Ids of the units that a unit waits for, directly or not. */
function waitedFor({ plan }: Tree, id: string): ReadonlySet<string> {
  const direct = plan.units.find((unit) => unit.id === id)?.dependsOn ?? [];
  return new Set(direct.flatMap((other) => [other, ...waitedFor({ plan } as Tree, other)]));
}

describe.each(trees)("references in $name", (tree) => {
  const pods: readonly Workload[] = workloads(tree);
  const objects = tree.objects.map(({ object }) => object);
  /** Whether the README says that it has to be there. */
  const isDeclared = (name: string) => tree.plan.preconditions.some(({ title }) => title.includes(name));

  it("gives every pod the ConfigMaps, Secrets, claims and the service account that it uses, in its namespace", () => {
    expect(podsOf(objects)).not.toEqual([]);
    for (const workload of pods) {
      const { namespace, name } = workload.object.metadata;
      const { ConfigMap, Secret, PersistentVolumeClaim } = usedBy(workload);
      for (const used of ConfigMap.filter((entry) => entry !== inEveryNamespace))
        expect([...named(tree, "ConfigMap", namespace).keys()], name).toContain(used);
      for (const used of Secret.filter((entry) => !isDeclared(entry)))
        expect([...secretKeys(objects, namespace).keys()], name).toContain(used);
      for (const used of PersistentVolumeClaim)
        expect([...named(tree, "PersistentVolumeClaim", namespace).keys()], name).toContain(used);
      const account = workload.template.spec.serviceAccountName ?? "default";
      if (account !== "default") expect([...named(tree, "ServiceAccount", namespace).keys()], name).toContain(account);
    }
  });

  it("has every key of a Secret or ConfigMap that a container reads", () => {
    for (const { object, containers } of pods) {
      const { namespace, name } = object.metadata;
      for (const { valueFrom } of containers.flatMap(({ env = [] }) => env)) {
        const { secretKeyRef: secret, configMapKeyRef: config } = valueFrom ?? {};
        if (secret) expect(secretKeys(objects, namespace).get(secret.name), name).toContain(secret.key);
        if (config)
          expect(Object.keys(named(tree, "ConfigMap", namespace).get(config.name)?.data ?? {}), name).toContain(
            config.key,
          );
      }
    }
  });

  it("mounts every volume that a pod has, has every one that a container mounts, and every file that a command names", () => {
    for (const { object, template, containers } of pods) {
      const volumes = template.spec.volumes ?? [];
      const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts);
      const { volumeClaimTemplates = [] } = object.spec as { volumeClaimTemplates?: readonly Manifest[] };
      expect([...new Set(mounts.map(({ name }) => name))].sort()).toEqual(
        [...volumes.map(({ name }) => name), ...volumeClaimTemplates.map(({ metadata }) => metadata.name)].sort(),
      );
      const { namespace } = object.metadata;
      const keysOf = ({ kind, name }: { readonly kind: string; readonly name: string }) =>
        kind === "Secret"
          ? secretKeys(objects, namespace).get(name)
          : name === inEveryNamespace
            ? ["ca.crt"]
            : Object.keys(named(tree, "ConfigMap", namespace).get(name)?.data ?? {});
      const files = mounts.flatMap(({ name, mountPath }) => {
        const volume = volumes.find((entry) => entry.name === name);
        return (volume ? filesOf(volume) : []).flatMap(({ items, ...source }) => {
          const keys = keysOf(source) ?? [];
          const isOutside = source.kind === "Secret" && isDeclared(source.name);
          for (const { key } of isOutside ? [] : (items ?? [])) expect(keys, `${name}: ${source.name}`).toContain(key);
          return (items?.map(({ path }) => path) ?? keys).map((file) => `${mountPath}/${file}`);
        });
      });
      const folders = mounts.filter(({ name }) =>
        volumes.some((volume) => volume.name === name && filesOf(volume).length > 0),
      );
      for (const { mountPath } of folders) {
        const text = JSON.stringify(containers);
        for (const [, path] of text.matchAll(new RegExp(`["\\s=](${mountPath}/[^"\\s,:;]+)`, "g")))
          expect(files).toContain(path);
      }
    }
  });

  it("reads each secret from a store that is there, and uses in a template what it reads", () => {
    for (const { file, object, spec } of externalSecrets(tree)) {
      for (const { sourceRef, secretKey } of spec.data ?? []) {
        const store = sourceRef?.storeRef ?? spec.secretStoreRef;
        const namespace = store.kind === "ClusterSecretStore" ? undefined : object.metadata.namespace;
        expect([...named(tree, store.kind, namespace).keys()], file).toContain(store.name);
        expect(JSON.stringify(spec.target.template.data), file).toContain(`{{ .${secretKey} }}`);
      }
      const used = [...JSON.stringify(spec.target.template.data).matchAll(/\{\{ \.(\w+) \}\}/g)].map(
        ([, name]) => name,
      );
      for (const name of used)
        expect(
          spec.data?.map(({ secretKey }) => secretKey),
          file,
        ).toContain(name);
    }
  });

  it("publishes every parameter that is read by one stack, which the reader waits for", () => {
    const publishers = (kind: string, name: string) =>
      [...tree.modules].filter(([, { resource }]) =>
        Object.values(resource[kind] ?? {}).some((fields) => fields.name === name),
      );
    const read = externalSecrets(tree).flatMap(({ file, spec }) =>
      (spec.data ?? []).map(({ remoteRef }) => ({ file, key: remoteRef.key })),
    );
    for (const { file, key } of read) {
      const from = publishers(key.startsWith("/") ? "aws_ssm_parameter" : "aws_secretsmanager_secret", key).map(
        ([stack]) => `terraform/${stack}`,
      );
      if (tree.plan.preconditions.some(({ title }) => title.includes(key))) expect(from).toEqual([]);
      else {
        expect(from, key).toHaveLength(1);
        expect([...waitedFor(tree, folderOf(file))], file).toContain(from[0]);
      }
    }
  });

  it("waits for Kustomizations and Terraform objects that are there, in no circle", () => {
    const waiting = tree.objects.filter(({ object: { kind } }) => kind === "Kustomization" || kind === "Terraform");
    const key = (kind: string, name: string) => `${kind} ${name}`;
    const edges = new Map(
      waiting.map(({ object: { kind, metadata, spec } }) => [
        key(kind, metadata.name),
        ((spec as { dependsOn?: readonly { name: string }[] }).dependsOn ?? []).map(({ name }) => key(kind, name)),
      ]),
    );
    for (const [from, to] of edges) for (const other of to) expect([...edges.keys()], from).toContain(other);
    const visit = (name: string, way: readonly string[]): void => {
      expect(way).not.toContain(name);
      for (const other of edges.get(name) ?? []) visit(other, [...way, name]);
    };
    for (const name of edges.keys()) visit(name, []);
  });

  it("syncs each Application after those that its unit waits for", () => {
    const waves = new Map(
      applications(tree).map(({ object, folder }) => [
        folder,
        Number(object.metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0),
      ]),
    );
    if (tree.engine !== "argocd") return expect([...new Set(waves.values())]).toEqual([0]);
    const placeOf = (id: string) =>
      [id, `delivery/${id}`, id.replace("kubernetes/", "delivery/helm/")].find((folder) => waves.has(folder)) ?? id;
    for (const { id, dependsOn } of tree.plan.units.filter(({ kind }) => kind === "kubernetes")) {
      for (const other of dependsOn.filter((entry) => waves.has(placeOf(entry)) && waves.has(id)))
        expect(waves.get(placeOf(other)), `${other} before ${id}`).toBeLessThan(Number(waves.get(id)));
    }
  });

  it("points the delivery at folders that are there, and every folder with manifests is delivered", () => {
    const applied = applications(tree).map(({ folder }) => folder);
    const folders = new Set(tree.artifacts.map(({ path }) => folderOf(path)));
    for (const folder of applied) expect([...folders]).toContain(folder);
    const stacks = tree.objects
      .filter(({ object }) => object.kind === "Terraform")
      .map(({ object }) => (object.spec as { path: string }).path);
    expect(stacks.map((path) => path.replace(`./generated/${tree.name}/terraform/`, "")).sort()).toEqual(
      [...tree.modules.keys()].sort(),
    );
    for (const { id, artifacts } of tree.plan.units)
      if (id.startsWith("kubernetes/") && artifacts.length > 0) expect(applied).toContain(id);
  });

  it("lists in each kustomization.yaml the files of its folder, and nothing else", () => {
    const lists = tree.artifacts.filter(({ path }) => path.endsWith("/kustomization.yaml"));
    for (const { path, content } of lists) {
      const folder = folderOf(path);
      const { resources } = parse(content) as { resources: readonly string[] };
      const files = tree.objects
        .filter((entry) => entry.folder === folder)
        .map(({ file }) => file.slice(folder.length + 1));
      expect(resources.filter((name) => name.endsWith(".yaml")).toSorted(), path).toEqual(files.sort());
      for (const name of resources.filter((entry) => !entry.endsWith(".yaml")))
        expect(lists.map((list) => list.path)).toContain(join(folder, name, "kustomization.yaml"));
    }
    for (const folder of new Set(tree.objects.map((entry) => entry.folder)))
      expect(lists.map((list) => folderOf(list.path))).toContain(folder);
  });
});

it("follows parameters and secrets that an environment reads from AWS", () => {
  expect(trees.flatMap(externalSecrets)).not.toEqual([]);
});
