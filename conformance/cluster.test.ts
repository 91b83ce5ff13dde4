import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { kindName } from "@streamform/core";
import { kindsWith } from "@streamform/core/embedding";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { cluster, kubectl, start, stop } from "./kubernetes-cluster.js";
import { patchedEnvironment, patchedTree } from "./patched-tree.js";
import { copyOfTree, environments, root, run } from "./run.js";
import { requireTools } from "./tools.js";

const missing = requireTools(["cluster", "kubectl"]);
if (missing) console.warn(`cluster: skipped, ${missing}`);

/** GitOps engine of each environment, by the objects of its entry point. */
const engineOf = (name: string) =>
  readdirSync(join(root, "generated", name, "delivery")).some((file) => file.startsWith("application-"))
    ? "argocd"
    : "flux";

/** What a run says it takes for granted, by name. */
function assumed(output: string): string[] {
  return [...output.matchAll(/^assumed in [^:]*: (.*)$/gm)].flatMap(([, names = ""]) => names.split(", "));
}

/** The file of a unit's object whose name begins so. */
function fileOf(tree: string, unit: string, beginning: string): string {
  const folder = join(tree, "generated", unit);
  const name = readdirSync(folder).find((file) => file.startsWith(beginning));
  if (!name) throw new Error(`no ${beginning}… in ${unit}`);
  return join(folder, name);
}

/** Takes an object out of a unit's folder, as a person would by a commit. */
function removeObject(tree: string, unit: string, beginning: string): string {
  const file = fileOf(tree, unit, beginning);
  const name = file.split("/").at(-1) ?? "";
  const list = join(tree, "generated", unit, "kustomization.yaml");
  writeFileSync(list, readFileSync(list, "utf8").replace(`  - ${name}\n`, ""));
  rmSync(file);
  return name;
}

/** Namespace of an environment's workloads, as its own object says. */
function namespaceOf(name: string): string {
  const file = fileOf(root, `${name}/kubernetes/kubernetes-namespace`, "namespace-");
  return (file.split("/namespace-").at(-1) ?? "").replace(".yaml", "");
}

/** What every claim asks for, and what its volume was made with: a claim that was made too small and grew has a smaller one. */
function volumes(): readonly { readonly asked: string; readonly made: string }[] {
  const list = (kind: string) => JSON.parse(kubectl("get", kind, "-A", "-o", "json")).items;
  const made = new Map<string, string>(
    list("persistentvolumes").map((volume: { metadata: { name: string }; spec: { capacity: { storage: string } } }) => [
      volume.metadata.name,
      volume.spec.capacity.storage,
    ]),
  );
  return list("persistentvolumeclaims").map(
    ({ spec }: { spec: { volumeName: string; resources: { requests: { storage: string } } } }) => ({
      asked: spec.resources.requests.storage,
      made: made.get(spec.volumeName) ?? "none",
    }),
  );
}

const brokersOnKubernetes = (name: string) => existsSync(join(root, "generated", name, "kubernetes/kafka-cluster"));

/** Changes what a team changes in the life of a cluster, by its environment file, and generates the tree anew. */
function growCluster(tree: string, name: string): void {
  cpSync(join(root, "environments"), join(tree, "environments"), { recursive: true });
  mkdirSync(join(tree, ".git"), { recursive: true });
  const file = join(tree, "environments", `${name}.yaml`);
  const environment = parseDocument(readFileSync(file, "utf8"));
  environment.setIn(["topics", "llm-events", "partitions"], 48);
  environment.setIn(["kafkaCluster", "configuration", "message.max.bytes"], 2097164);
  environment.setIn(["kafkaCluster", "brokers", "replicas"], 4);
  writeFileSync(file, String(environment));
  const { status, output } = run(process.execPath, [join(root, "packages/cli/dist/main.js"), "synth", name], {
    cwd: tree,
  });
  if (status !== 0) throw new Error(output);
}

/** What of that has reached the cluster. */
function grown(): { readonly partitions: boolean; readonly configuration: boolean; readonly brokers: number } {
  const objects: readonly { kind: string; metadata: { name: string }; spec?: Record<string, unknown> }[] = JSON.parse(
    kubectl("get", "-A", "-o", "json", clusterKinds().join(",")),
  ).items;
  const text = JSON.stringify(objects);
  const ofBrokers = ({ kind, metadata }: (typeof objects)[number]) =>
    ["KafkaNodePool", "StatefulSet"].includes(kind) && metadata.name.endsWith("broker");
  return {
    partitions: text.includes('"partitions":48') || text.includes("llm-events\\t48\\t"),
    configuration: text.includes("2097164"),
    brokers: Number(objects.find(ofBrokers)?.spec?.replicas),
  };
}

/** Kinds that hold them, as far as the cluster knows them: Strimzi's come with its operator. */
function clusterKinds(): readonly string[] {
  const strimzi = ["kafkas.kafka.strimzi.io", "kafkanodepools.kafka.strimzi.io", "kafkatopics.kafka.strimzi.io"];
  const known = kubectl("api-resources", "--api-group=kafka.strimzi.io", "-o", "name").split("\n");
  return ["configmaps", "statefulsets.apps", ...strimzi.filter((kind) => known.includes(kind))];
}

describe.skipIf(missing)("a real API server", () => {
  // Each on a cluster of its own: environments may have the same namespace, and its quota.
  beforeEach(start);
  afterAll(stop);

  it.each(environments)("takes every object of %s without a warning and runs every workload", (name) => {
    const { status, output } = cluster("apply", join("generated", name, "kubernetes"));
    expect(output).toMatch(/refused 0, workloads not running 0/);
    expect(output).not.toContain("warning:");
    expect(status).toBe(0);
  });

  it("keeps each of Kubernetes' own kinds in the scope that the registry says", () => {
    const rows = kubectl("api-resources", "--no-headers").matchAll(/(\S+)\s+(true|false)\s+(\w+)$/gm);
    const served = [...rows].map(([, version = "", namespaced, kind]) => ({
      name: kindName({ group: version.includes("/") ? version.replace(/\/.*/, "") : "", kind: kind ?? "" }),
      scope: namespaced === "true" ? "namespace" : "cluster",
    }));
    const scopes = new Map(kindsWith([]).all.map((kind) => [kindName(kind), kind.scope]));
    const known = served.filter(({ name }) => scopes.has(name));
    expect(known.length).toBeGreaterThan(50);
    expect(known.map(({ name }) => ({ name, scope: scopes.get(name) }))).toEqual(known);
  });
});

describe.skipIf(missing)("patches and extra files", () => {
  beforeEach(start);
  afterAll(stop);

  it.each(["flux", "argocd"] as const)("are applied and kept in step by %s", (engine) => {
    const unavailable = engine === "argocd" ? argocdMissing() : undefined;
    if (unavailable) return console.warn(`cluster: skipped, ${unavailable}`);
    const tree = patchedTree(engine);
    const { status, output } = cluster(engine, tree, patchedEnvironment);
    rmSync(tree, { recursive: true, force: true });
    expect(output).toMatch(
      engine === "flux"
        ? /kustomizations (\d+), ready \1, refused 0/
        : /applications (\d+), synced and healthy \1, refused 0/,
    );
    expect(status).toBe(0);
    expect(kubectl("get", "configmaps", "-A", "-o", "yaml")).toContain("${dollar} stay as they are");
    expect(kubectl("get", "clusterroles", "-o", "name")).toContain("acme-reader");
    expect(kubectl("get", "jobs", "-A", "-o", "yaml")).toContain("terminationGracePeriodSeconds: 45");
  });
});

const byFlux = environments.filter((name) => engineOf(name) === "flux");

describe.skipIf(missing).each(byFlux)("Flux with %s", (name) => {
  const tree = missing ? "" : copyOfTree();
  beforeAll(start);
  afterAll(() => {
    stop();
    rmSync(tree, { recursive: true, force: true });
  });

  it("reconciles everything from nothing, and the README names whatever it takes for granted", () => {
    const { status, output } = cluster("flux", tree, name);
    expect(output).toMatch(/kustomizations (\d+), ready \1, refused 0, .* never ready 0/);
    expect(status).toBe(0);
    const readme = readFileSync(join(tree, "generated", name, "README.md"), "utf8");
    for (const precondition of assumed(output)) expect(readme).toContain(precondition);
    for (const { asked, made } of volumes()) expect(made).toBe(asked);
  });

  it.runIf(brokersOnKubernetes(name))("follows a changed partition count, broker configuration and scale-out", () => {
    growCluster(tree, name);
    const { status, output } = cluster("flux", tree, name);
    expect(output).toMatch(/kustomizations (\d+), ready \1, refused 0, .* never ready 0/);
    expect(status).toBe(0);
    expect(grown()).toEqual({ partitions: true, configuration: true, brokers: 4 });
    for (const { asked, made } of volumes()) expect(made).toBe(asked);
  });

  it("applies an edit, prunes what was removed and keeps what holds data", () => {
    const namespace = namespaceOf(name);
    const store = fileOf(tree, `${name}/kubernetes/kafka-clients`, "configmap-");
    writeFileSync(store, readFileSync(store, "utf8").replace(/^data:$/m, "data:\n  added-by-the-test: changed"));
    removeObject(tree, `${name}/kubernetes/secret-stores`, "secretstore-streamform-secrets");
    removeObject(tree, `${name}/kubernetes/kubernetes-namespace`, "namespace-");
    writeFileSync(
      join(tree, "generated", name, "kubernetes/kubernetes-namespace/kustomization.yaml"),
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n",
    );
    const { status, output } = cluster("flux", tree, name);
    expect(output).toMatch(/kustomizations (\d+), ready \1, refused 0/);
    expect(status).toBe(0);
    expect(kubectl("get", "configmaps", "-A", "-o", "yaml")).toContain("added-by-the-test: changed");
    expect(kubectl("get", "secretstores.external-secrets.io", "-A", "-o", "name")).not.toContain("streamform-secrets");
    expect(kubectl("get", "namespaces", "-o", "name")).toContain(`namespace/${namespace}`);
  });
});

describe.skipIf(missing ?? argocdMissing()).each(environments.filter((name) => engineOf(name) === "argocd"))(
  "Argo CD with %s",
  (name) => {
    const tree = missing ? "" : copyOfTree();
    beforeAll(start);
    afterAll(() => {
      stop();
      rmSync(tree, { recursive: true, force: true });
    });

    it("brings every Application to Synced and Healthy, and they stay so", () => {
      const { status, output } = cluster("argocd", tree, name);
      expect(output).toMatch(/applications (\d+), synced and healthy \1, refused 0, .* never ready 0/);
      expect(status).toBe(0);
      const readme = readFileSync(join(tree, "generated", name, "README.md"), "utf8");
      for (const precondition of assumed(output)) expect(readme).toContain(precondition);
    });

    it.runIf(brokersOnKubernetes(name))("follows a changed partition count, broker configuration and scale-out", () => {
      growCluster(tree, name);
      const { status, output } = cluster("argocd", tree, name);
      expect(output).toMatch(/applications (\d+), synced and healthy \1, refused 0, .* never ready 0/);
      expect(status).toBe(0);
      expect(grown()).toEqual({ partitions: true, configuration: true, brokers: 4 });
    });

    it("applies an edit and prunes what was removed", () => {
      const settings = fileOf(tree, `${name}/kubernetes/kafka-clients`, "configmap-");
      writeFileSync(
        settings,
        readFileSync(settings, "utf8").replace(/^data:$/m, "data:\n  added-by-the-test: changed"),
      );
      removeObject(tree, `${name}/kubernetes/secret-stores`, "secretstore-streamform-secrets");
      const { status, output } = cluster("argocd", tree, name);
      expect(output).toMatch(/applications (\d+), synced and healthy \1, refused 0/);
      expect(status).toBe(0);
      expect(kubectl("get", "configmaps", "-A", "-o", "yaml")).toContain("added-by-the-test: changed");
      expect(kubectl("get", "secretstores.external-secrets.io", "-A", "-o", "name")).not.toContain(
        "streamform-secrets",
      );
    });
  },
);

/** Argo CD is built from its own repository, which not every machine can reach. */
function argocdMissing(): string | undefined {
  if (missing) return missing;
  const cache = process.env.STREAMFORM_CACHE ?? join(homedir(), ".cache", "streamform");
  if (existsSync(join(cache, "cluster", "argocd"))) return undefined;
  const reason = "Argo CD is not built on this machine";
  console.warn(`cluster: the tests with Argo CD are skipped, ${reason}`);
  return reason;
}
