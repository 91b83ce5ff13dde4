import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import type { Peer, Workload } from "../kubernetes/workload.js";
import { budgetsOf } from "../trees/budgets.js";
import { bears, servedCertificates } from "../trees/certificates.js";
import { type Container, type Probe, workloads } from "../trees/kubernetes-objects.js";
import { type Pod, selects } from "../trees/pod.js";
import { podsOf } from "../trees/pods.js";
import { contains, letsIn, numberOf, type PolicySpec, type Source } from "../trees/reachability.js";
import { repositoryTrees, type Tree } from "../trees/tree.js";

const trees = await repositoryTrees();

/** The pods that a component says that it brings. */
const podsOfWorkload = (pods: readonly Pod[], { labels }: Workload) =>
  pods.filter((pod) => selects(labels, pod.labels));

const ofKind = (objects: readonly Manifest[], ...kinds: readonly string[]) =>
  objects.filter(({ kind }) => kinds.includes(kind));

describe.each(trees)("pods of $name", (tree) => {
  const objects = tree.objects.map(({ object }) => object);
  const { namespace } = tree.plan.info.kubernetes;
  const all = podsOf(objects);
  const pods = all.filter((pod) => pod.namespace === namespace);
  const policies = ofKind(objects, "NetworkPolicy");

  it("are each of one workload, and no workload is without them", () => {
    expect(pods).not.toEqual([]);
    for (const { name, labels } of pods)
      expect(
        tree.workloads.filter((workload) => selects(workload.labels, labels)).map((workload) => workload.name),
        name,
      ).toHaveLength(1);
    expect(tree.workloads.filter((workload) => podsOfWorkload(pods, workload).length === 0)).toEqual([]);
  });

  // Pods and workloads of a process come from one value; what operators create is known twice.
  it("of operators ask for what their component says that they ask for", () => {
    for (const workload of tree.workloads) {
      const own = podsOfWorkload(pods, workload).filter(
        ({ maker }) => !/^(StatefulSet|Deployment|Job|CronJob) /.test(maker),
      );
      if (own.length > 0) expect(own, workload.name).toHaveLength(workload.replicas);
      for (const { name, requests, limits, storage } of own) {
        expect(requests, name).toEqual(workload.requests);
        expect(limits, name).toEqual({ cpu: workload.limits.cpu, memory: workload.limits.memory });
        expect(storage, name).toBe(workload.storage * 1024);
      }
    }
    const claims = ofKind(objects, "PersistentVolumeClaim").map(({ metadata }) => metadata.name);
    const claimed = pods.filter(({ storage }) => storage > 0).map(({ name }) => name);
    for (const claim of claims)
      expect(
        claimed.some((name) => claim.endsWith(`-${name}`)),
        claim,
      ).toBe(true);
  });

  it("are found by every Service, on ports that they open", () => {
    for (const { metadata, spec } of ofKind(objects, "Service")) {
      const { selector, ports = [] } = spec as {
        selector?: Readonly<Record<string, string>>;
        ports?: readonly { port: number; targetPort?: number | string }[];
      };
      if (!selector) continue;
      const selected = all.filter((pod) => pod.namespace === metadata.namespace && selects(selector, pod.labels));
      expect(selected, metadata.name).not.toEqual([]);
      for (const pod of selected)
        for (const { port, targetPort } of ports)
          expect(
            pod.ports.map(({ number }) => number),
            `${metadata.name} sends to ${targetPort ?? port} of ${pod.name}`,
          ).toContain(numberOf(targetPort ?? port, pod.ports));
    }
  });

  it("open the ports that their probes ask, each of its own container", () => {
    for (const { object, containers } of workloads(tree)) {
      for (const container of containers) {
        for (const port of probedPorts(container)) {
          const own = (container.ports ?? []).map(({ name, containerPort }) => ({ name, number: containerPort }));
          expect(
            own.map(({ number }) => number),
            `${object.metadata.name}: ${container.name} is asked at ${port}`,
          ).toContain(numberOf(port, own));
        }
      }
    }
  });

  it("serve metrics where a monitor reads them", () => {
    for (const { metadata, spec } of ofKind(objects, "PodMonitor")) {
      const { selector, namespaceSelector, podMetricsEndpoints } = spec as {
        selector: { matchLabels: Readonly<Record<string, string>> };
        namespaceSelector?: { matchNames: readonly string[] };
        podMetricsEndpoints: readonly { port?: string; portNumber?: number }[];
      };
      if (namespaceSelector) {
        // Pods of a chart are not in the tree; that it is installed there is, or is declared to be.
        const installed = tree.plan.units.flatMap((unit) => (unit.kind === "kubernetes" ? unit.helmReleases : []));
        const places = [
          ...installed.map(({ namespace }) => namespace),
          ...tree.plan.preconditions.map(({ title, text }) => `${title} ${text}`),
        ].join("\n");
        for (const namespace of namespaceSelector.matchNames) expect(places, metadata.name).toContain(namespace);
        continue;
      }
      const selected = pods.filter((pod) => selects(selector.matchLabels, pod.labels));
      expect(selected, metadata.name).not.toEqual([]);
      for (const pod of selected)
        for (const { port, portNumber } of podMetricsEndpoints)
          expect(
            pod.ports.map(({ number }) => number),
            `${metadata.name} reads ${pod.name}`,
          ).toContain(numberOf(port ?? portNumber ?? "", pod.ports));
    }
    for (const { name, metrics, ...workload } of tree.workloads)
      for (const pod of podsOfWorkload(pods, { name, ...workload }))
        if (metrics) expect(pod.ports, pod.name).toContainEqual({ name: metrics.portName, number: metrics.port });
  });

  it("are let in to by NetworkPolicies on ports that they open", () => {
    for (const { metadata, spec } of policies) {
      const { podSelector, ingress = [] } = spec as PolicySpec;
      const selected = pods.filter((pod) => selects(podSelector.matchLabels, pod.labels));
      expect(selected, metadata.name).not.toEqual([]);
      for (const pod of selected)
        for (const { port } of ingress.flatMap(({ ports = [] }) => ports))
          expect(
            pod.ports.map(({ number }) => number),
            `${metadata.name} opens ${pod.name}`,
          ).toContain(numberOf(port ?? "", pod.ports));
    }
  });

  it.runIf(policies.length > 0)("let in exactly those whom the components name", () => {
    const monitoring = scraperOf(tree);
    const strangers: Source[] = [
      { namespace, labels: {} },
      { namespace, labels: { app: "stranger" } },
      { namespace: "elsewhere", labels: {} },
      { address: "198.51.100.7" },
    ];
    const flows = tree.workloads.flatMap((workload) => workload.flows);
    const named = [...flows.flatMap(({ from }) => from), monitoring].flatMap((peer) => sourcesOf(peer, namespace));
    const sources: Source[] = [...pods.map(({ labels }) => ({ namespace, labels })), ...named, ...strangers];
    for (const pod of pods) {
      const [workload] = tree.workloads.filter(({ labels }) => selects(labels, pod.labels));
      const ways = [
        ...(workload?.flows ?? []),
        ...(workload?.metrics ? [{ port: workload.metrics.port, from: [monitoring] }] : []),
      ];
      for (const port of new Set([...pod.ports.map(({ number }) => number), ...flows.map((flow) => flow.port)]))
        for (const source of sources)
          expect(letsIn(policies, source, pod, port), `${JSON.stringify(source)} to ${port} of ${pod.name}`).toBe(
            ways.some((way) => way.port === port && way.from.some((peer) => isMeant(peer, source, namespace))),
          );
    }
  });

  it("keep their quorum, and their in-sync replicas, whatever a budget allows", () => {
    const budgets = budgetsOf(objects, pods);
    const { replicationFactor, minInsyncReplicas } = tree.kafka.defaults;
    for (const { name, pods: selected } of budgets) expect(selected, name).not.toEqual([]);
    for (const workload of tree.workloads) {
      const own = podsOfWorkload(pods, workload);
      const needed = {
        broker: own.length - (replicationFactor - minInsyncReplicas),
        controller: Math.floor(own.length / 2) + 1,
        zookeeper: Math.floor(own.length / 2) + 1,
      }[workload.metrics?.of as string];
      if (needed === undefined || own.length < 2) continue;
      for (const pod of own) {
        const over = budgets.filter((budget) => budget.pods.includes(pod));
        expect(over, `${pod.name} is counted by one budget`).toHaveLength(1);
        expect(own.length - (over[0]?.disruptions ?? 0), pod.name).toBeGreaterThanOrEqual(needed);
      }
    }
  });

  it("show certificates that bear every name by which clients come", () => {
    const served = servedCertificates(objects, pods);
    for (const { secret, server, dnsNames = [], hosts } of served)
      for (const host of hosts)
        expect(
          dnsNames.some((name) => bears(name, host)),
          `${secret}, shown by ${server}, bears ${host}`,
        ).toBe(true);
    const reached = tree.kafka.listeners.flatMap(({ bootstrapServers, protocol }) =>
      typeof bootstrapServers === "string" && protocol.endsWith("SSL")
        ? bootstrapServers.split(",").map((server) => server.replace(/:\d+$/, ""))
        : [],
    );
    if (ofKind(objects, "Certificate").length > 0)
      for (const host of reached)
        expect(
          served.some(({ hosts }) => hosts.includes(host)),
          host,
        ).toBe(true);
  });
});

function probedPorts({ startupProbe, readinessProbe, livenessProbe }: Container): readonly (number | string)[] {
  return [startupProbe, readinessProbe, livenessProbe].flatMap((probe: Probe | undefined) => {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
    return port === undefined ? [] : [port];
  });
}

/** Who reads metrics: whom the policies name, or `observability` where it takes part. */
function scraperOf({ environment: { spec } }: Tree): Peer {
  const { networkPolicies, observability } = spec as {
    networkPolicies?: { monitoring?: Peer };
    observability?: { namespace: string; scraper: Readonly<Record<string, string>> };
  };
  return (
    networkPolicies?.monitoring ??
    (observability
      ? { namespace: observability.namespace, labels: observability.scraper }
      : { namespace: "monitoring" })
  );
}

/** A source that a peer is, and one that is nearly so: pods without its labels, and pods with its labels elsewhere. */
function sourcesOf(peer: Peer, own: string): readonly Source[] {
  if ("cidr" in peer) return [{ address: peer.cidr.split("/")[0] ?? "" }];
  const namespace = peer.namespace ?? own;
  const labels = "labels" in peer ? peer.labels : {};
  return [
    { namespace, labels },
    { namespace, labels: {} },
    { namespace: "elsewhere", labels },
  ];
}

/** Whether a component means this source by a peer. */
function isMeant(peer: Peer, source: Source, own: string): boolean {
  if ("cidr" in peer) return "address" in source && contains(peer.cidr, source.address);
  if ("address" in source) return false;
  return (
    source.namespace === (peer.namespace ?? own) && selects("labels" in peer ? peer.labels : undefined, source.labels)
  );
}
