import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { compileObject } from "../../../../testing.js";
import { kafkaImages } from "../../../../versions/strimzi.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";
import { clusterId } from "./cluster-id.js";
import { classic, compiled, type StatefulSet, zones } from "./testing.js";

describe("StatefulSets", () => {
  it("start all pods of a role at once, since a quorum has no first member, and roll them one by one", () => {
    for (const role of ["broker", "controller"])
      expect(compiled().set(role).spec).toMatchObject({
        podManagementPolicy: "Parallel",
        updateStrategy: { type: "RollingUpdate" },
      });
  });

  it("run a copy of the image that the spec names, in every container", () => {
    const image = "registry.example.com/kafka:1.2.0-kafka-4.3.1";
    const images = (object: object) =>
      [...JSON.stringify(object).matchAll(/"image":"([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(compiled({ image }).all.flatMap(images))).toEqual(new Set([image]));
  });

  it("keep what cannot be changed when anything else of the spec does (T-12)", () => {
    const fixed = (spec: object) => {
      const { serviceName, selector, podManagementPolicy, volumeClaimTemplates } = compiled(spec).set("broker").spec;
      return { serviceName, selector, podManagementPolicy, volumeClaimTemplates };
    };
    const changed = {
      brokers: { replicas: 5, volumeSize: "500GiB", memory: "32GiB" },
      external: { domain: "k.example.com" },
    };
    expect(fixed(changed)).toEqual(fixed({}));
  });

  it("restart nobody for another broker, but every broker for another setting (T-11)", () => {
    const template = (spec: object) => JSON.stringify(compiled(spec).set("broker").spec.template);
    expect(template({ brokers: { replicas: 5 } })).toBe(template({ brokers: { replicas: 4 } }));
    const hash = (spec: object) => compiled(spec).set("broker").spec.template.metadata.annotations;
    expect(hash({ configuration: { "num.partitions": 3 } })).not.toEqual(hash({}));
  });

  it("put no two pods of a role on a node, and spread them over the zones of the spec", () => {
    const { affinity, topologySpreadConstraints } = compiled().set("broker").spec.template.spec;
    const labels = {
      "app.kubernetes.io/name": "kafka-cluster",
      "app.kubernetes.io/part-of": "test",
      "app.kubernetes.io/component": "broker",
    };
    expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
      { labelSelector: { matchLabels: labels }, topologyKey: "kubernetes.io/hostname" },
    ]);
    expect(JSON.stringify(affinity.nodeAffinity)).toContain(JSON.stringify(zones));
    expect(topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: "topology.kubernetes.io/zone",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: labels },
      },
    ]);
  });

  it.each([{}, { ...classic, brokers: { logVolumeSize: "100GiB" } }])("pass the restricted standard: %o", (spec) => {
    for (const object of compiled(spec).all.filter(({ kind }) => kind === "StatefulSet")) {
      const pod = (object as unknown as StatefulSet).spec.template.spec;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(container.resources.limits.memory).toBe(container.resources.requests.memory);
      }
    }
  });

  it("give the API server's token to the container that looks for the zone alone", () => {
    const { set, named } = compiled();
    const pod = set("broker").spec.template.spec;
    const mounting = [...(pod.initContainers ?? []), ...pod.containers]
      .filter(({ volumeMounts }) => volumeMounts.some(({ name }) => name === "api-token"))
      .map(({ name }) => name);
    expect(mounting).toEqual(["find-zone"]);
    expect(named("ClusterRole", "test-kafka-cluster-rack")).toMatchObject({
      rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }],
    });
    expect(set("controller").spec.template.spec.volumes.map(({ name }) => name)).not.toContain("api-token");
  });

  it("claim what the spec says for each pod, under the names that the StatefulSet looks for", () => {
    const { named, namesOf } = compiled({ ...classic, brokers: { volumeSize: "500GiB", logVolumeSize: "100GiB" } });
    const size = (name: string) =>
      (named("PersistentVolumeClaim", name).spec as { resources: { requests: object } }).resources.requests;
    expect(size("data-test-broker-2")).toEqual({ storage: "500Gi" });
    expect(size("logs-test-broker-0")).toEqual({ storage: "100Gi" });
    expect(size("data-test-zookeeper-0")).toEqual({ storage: "100Gi" });
    expect(size("log-test-zookeeper-1")).toEqual({ storage: "50Gi" });
    expect(namesOf("PersistentVolumeClaim")).toHaveLength(12);
  });

  it("keep the claims of pods that go, whoever would take them away", () => {
    for (const { metadata } of compiled().all.filter(({ kind }) => kind === "PersistentVolumeClaim"))
      expect(metadata.annotations).toEqual({
        "kustomize.toolkit.fluxcd.io/prune": "disabled",
        "argocd.argoproj.io/sync-options": "Prune=confirm,Delete=confirm",
      });
    expect(compiled().set("broker").spec.persistentVolumeClaimRetentionPolicy).toEqual({
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
  });

  it("let a drain take one broker, and never the majority of what keeps the metadata", () => {
    const budgets = (spec: object) =>
      compiled(spec)
        .all.filter(({ kind }) => kind === "PodDisruptionBudget")
        .map(({ metadata, spec: budget }) => {
          const { selector: _, ...rest } = budget as { selector: object };
          return [metadata.name, rest];
        });
    expect(budgets(classic)).toEqual([
      ["test-broker", { maxUnavailable: 1 }],
      ["test-zookeeper", { minAvailable: 2 }],
    ]);
    expect(budgets({ controllers: { replicas: 5 } })).toEqual([
      ["test-broker", { maxUnavailable: 1 }],
      ["test-controller", { minAvailable: 3 }],
    ]);
  });

  it("give a broker time for a controlled shutdown and for the recovery of its log", () => {
    const pod = compiled().set("broker").spec.template.spec;
    const [container] = pod.containers;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(300);
    expect((container?.startupProbe.periodSeconds ?? 0) * (container?.startupProbe.failureThreshold ?? 0)).toBe(7200);
    expect(container?.readinessProbe).toMatchObject({
      exec: { command: ["bash", "-c", "test -f /run/streamform/in-sync"] },
    });
  });

  it("count controllers as ready that know a leader and what is committed", () => {
    const commands = compiled()
      .set("controller")
      .spec.template.spec.containers.flatMap(({ readinessProbe: { exec } }) => exec?.command.at(-1) ?? []);
    const ready = (metrics: string) =>
      spawnSync("bash", ["-c", `curl() { printf '%s\\n' '${metrics}'; }; ${commands.join("\n")}`]).status === 0;
    const metrics = (leader: string, committed: string) =>
      `kafka_server_raft_metrics_current_leader ${leader}\nkafka_server_raft_metrics_high_watermark ${committed}`;
    expect(ready(metrics("101.0", "2.5E7"))).toBe(true);
    expect(ready(metrics("-1.0", "2500.0"))).toBe(false);
    expect(ready(metrics("101.0", "-1.0"))).toBe(false);
    expect(ready("")).toBe(false);
  });

  it("take the heap, the agent and the form of the log's configuration that suit the version", () => {
    const variables = (spec: object) =>
      Object.fromEntries(
        compiled(spec)
          .set("broker")
          .spec.template.spec.containers.flatMap(({ env }) => env)
          .map(({ name, value }) => [name, value]),
      );
    expect(variables(classic)).toMatchObject({
      SERVER_HEAP_OPTS: "-Xms8192m -Xmx8192m",
      JMX_EXPORTER: "/opt/kafka/libs/jmx_prometheus_javaagent-*.jar",
      SERVER_LOG4J_OPTS: "-Dlog4j.configuration=file:/etc/streamform/log4j.properties",
    });
    expect(variables({ kafkaVersion: "4.3.1" })).toMatchObject({
      JMX_EXPORTER: "/opt/prometheus-jmx-exporter/jmx_prometheus_javaagent-*.jar",
      SERVER_LOG4J_OPTS: "-Dlog4j2.configurationFile=/etc/streamform/log4j2.properties",
    });
  });

  it("mount the CA that signs, or the one that an issuer names", () => {
    const source = (rest: object) =>
      JSON.stringify(
        compiled({}, rest)
          .set("broker")
          .spec.template.spec.volumes.find(({ name }) => name === "certificate"),
      );
    expect(source({})).toContain('"name":"kafka-ca"');
    expect(
      source({ certificates: { issuer: { name: "acme", trust: { secret: "acme-ca", key: "root.pem" } } } }),
    ).toContain('{"secret":{"items":[{"key":"root.pem","path":"ca.crt"}],"name":"acme-ca"}}');
  });
});

describe("Services", () => {
  it("name brokers before they are ready, and send clients to those that are", () => {
    const { named } = compiled();
    expect(named("Service", "test-kafka-brokers").spec).toMatchObject({
      clusterIP: "None",
      publishNotReadyAddresses: true,
    });
    expect(named("Service", "test-kafka-bootstrap").spec).not.toHaveProperty("publishNotReadyAddresses");
  });

  it("have a load balancer for each broker outside, at the name that it advertises", () => {
    const { named, namesOf } = compiled({
      external: { domain: "kafka.acme.example", sources: ["10.1.0.0/16"] },
      brokers: { replicas: 4 },
    });
    expect(namesOf("Service").filter((name) => name.includes("external"))).toHaveLength(5);
    const service = named("Service", "test-broker-3-external");
    expect(service.metadata.annotations).toMatchObject({
      "external-dns.alpha.kubernetes.io/hostname": "broker-3.kafka.acme.example",
      "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
    });
    expect(service.spec).toMatchObject({
      type: "LoadBalancer",
      loadBalancerSourceRanges: ["10.1.0.0/16"],
      externalTrafficPolicy: "Local",
      selector: { "statefulset.kubernetes.io/pod-name": "test-broker-3" },
    });
  });
});

describe("the cluster's id", () => {
  const environment = (name: string) => ({
    name,
    aws: { accountId: "111122223333", region: "eu-central-1", tags: {} },
  });
  it("is 16 bytes that stay the same, differ between environments, and never look like an option", () => {
    const ids = Array.from({ length: 300 }, (_, index) => clusterId(environment(`e-${index}`)));
    expect(new Set(ids).size).toBe(300);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/);
    expect(clusterId(environment("e-1"))).toBe(ids[1]);
  });
});

describe("the README", () => {
  const planOf = (spec: object) =>
    compileObject(
      { certificates: {}, kafkaCluster: { engine: "statefulset", zones, ...spec } },
      certificates,
      kafkaCluster,
    ).plan;
  const step = (spec: object, title: string) =>
    planOf(spec)
      .chapters.flatMap(({ steps }) => steps)
      .find((entry) => entry.title === title);

  it("moves the features of KRaft on, but for the one that takes the voters out of the configuration", () => {
    const upgrade = (kafkaVersion: string) => step({ kafkaVersion }, "Upgrade Kafka")?.commands?.at(-1);
    expect(upgrade("4.3.1")).toContain(" upgrade --feature metadata.version=30 --feature transaction.version=2 ");
    expect(upgrade("4.2.1")).toContain(" upgrade --feature metadata.version=29 ");
    for (const { kafka } of kafkaImages.filter(({ zookeeper }) => zookeeper === undefined))
      expect(upgrade(kafka), kafka).toContain(" upgrade --feature metadata.version=");
    expect(upgrade("4.3.1")).not.toMatch(/kraft\.version|--release-version/);
    expect(upgrade("3.9.1")).toMatch(/ upgrade --metadata 3\.9$/);
  });

  it("upgrades brokers with ZooKeeper in two steps: Kafka with the protocol kept, then the protocol", () => {
    const { text, commands } = step(classic, "Upgrade Kafka") ?? {};
    expect(text).toMatch(
      /interBrokerProtocolVersion: "3\.6"` beside the new `kafkaCluster\.kafkaVersion`.*remove the line/,
    );
    expect(commands?.join("\n")).not.toContain("kafka-features");
  });

  it("moves partitions onto brokers that are added, the list of which is that of the spec", () => {
    const commands = step({ brokers: { replicas: 4 } }, "Add brokers")?.commands?.join("\n");
    expect(commands).toContain("--generate --topics-to-move-json-file /tmp/topics.json --broker-list 0,1,2,3 ");
    expect(commands).toMatch(/--execute .*--throttle \d+\n.*--verify/);
  });

  it("makes a claim that is deleted again from Git, where the delivery engine reads it", () => {
    const replace = (engine: string) =>
      compileObject(
        {
          certificates: {},
          delivery: { engine, repository: "https://github.com/acme/streaming" },
          kafkaCluster: { engine: "statefulset", zones },
        },
        certificates,
        kafkaCluster,
      )
        .plan.chapters.flatMap(({ steps }) => steps)
        .find(({ title }) => title === "Replace the volume of a broker");
    const file = "persistentvolumeclaim-data-test-broker-0.yaml";
    expect(replace("flux")?.commands?.at(-1)).toContain(
      `create --filename generated/test/kubernetes/kafka-cluster/claims/${file}`,
    );
    expect(replace("argocd")?.commands?.at(-1)).toContain(
      `create --filename generated/test/kubernetes/kafka-cluster/${file}`,
    );
    expect(replace("flux")?.text).toContain("creates a claim of 1Gi from its template");
  });

  it("finds refusals in the files of the authorizer where brokers have a volume for logs, else in the output", () => {
    const commands = (spec: object) => step(spec, "See denied operations")?.commands?.join("\n");
    expect(commands({})).toMatch(/ logs --selector .*component=broker .*\| grep -h 'is Denied'$/);
    expect(commands({ brokers: { logVolumeSize: "100GiB" } })).toContain(
      "grep -h 'is Denied' /var/log/kafka/authorizer.log*",
    );
  });

  it("names the sizes that can grow, of what keeps the metadata too", () => {
    const text = (spec: object) => step(spec, "Give brokers more storage")?.text;
    expect(text({})).toMatch(/kafkaCluster\.brokers\.volumeSize.*kafkaCluster\.controllers\.volumeSize/);
    expect(text(classic)).toContain("`dataVolumeSize` and `logVolumeSize` of `kafkaCluster.zookeeper`");
  });

  it("has the volumes retained before the cluster is taken down", () => {
    const { when, commands } = step({}, "Decide whether to keep the brokers' data") ?? {};
    expect(when).toBe("teardown");
    expect(commands?.at(-1)).toContain('{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}');
  });

  it("asks for what makes load balancers and records only where there are any", () => {
    const titles = (spec: object) => planOf(spec).preconditions.map(({ title }) => title);
    const those = ["The AWS Load Balancer Controller and External DNS"];
    expect(titles({})).toContain("The StorageClass `gp3`");
    for (const title of those) expect(titles({})).not.toContain(title);
    expect(titles({ external: { domain: "kafka.acme.example" } })).toEqual(expect.arrayContaining(those));
  });
});
