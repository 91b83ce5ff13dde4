import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customResource, defineComponent, type Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anySchemaRegistry } from "../../../kafka/schema-registry.js";
import { kafkaScript } from "../../../kafka/script.js";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { type Workload, workloads } from "../../../kubernetes/workload.js";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { certificates } from "../../cluster/certificates/index.js";
import { networkPolicies } from "../../cluster/network-policies/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { kafkaCluster } from "../../kafka/kafka-cluster/index.js";
import { kafkaConnect } from "../kafka-connect/index.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";
import { schemaRegistry } from "./index.js";
import { compatibilityLevels } from "./spec.js";

/** Writes down what others see of it. */
const reader = defineComponent({
  name: "reader",
  title: "Reader",
  spec: z.strictObject({}),
  uses: { workloads, schemaRegistry: anySchemaRegistry },
  kubernetes: ({ chart, uses }) =>
    customResource(chart, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "seen" },
      data: { url: uses.schemaRegistry.url, workloads: JSON.stringify(uses.workloads) },
    }),
});

const all = [kubernetesKafka, secretStores, certificates, topics, users, schemaRegistry, networkPolicies, reader];

type Rest = Readonly<Record<string, unknown>>;

const topic = { partitions: 1, config: { "cleanup.policy": "compact" } };
const acls = {
  produce: ["_schemas"],
  consume: ["_schemas"],
  rules: [{ resource: "topic", name: "_schemas", operations: ["DescribeConfigs"] }],
};
const clients = { ingest: { namespace: "apps", labels: { app: "ingest" } } };

function environment(spec: Rest = {}, { kafka = {}, ...rest }: Rest = {}) {
  return {
    kubernetes: { namespace: "kafka" },
    kubernetesKafka: kafka,
    secretStores: {},
    certificates: {},
    topics: { _schemas: topic },
    users: { "schema-registry": { acls } },
    schemaRegistry: { clients, ...spec },
    networkPolicies: {},
    reader: {},
    ...rest,
  };
}

interface Container {
  readonly image: string;
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}
interface Deployment {
  readonly replicas: number;
  readonly strategy: object;
  readonly template: {
    readonly metadata: { readonly labels: object };
    readonly spec: {
      readonly containers: readonly [Container];
      readonly volumes: readonly { readonly name: string }[];
      readonly topologySpreadConstraints: readonly { readonly topologyKey: string }[];
    };
  };
}

function compiled(spec: Rest = {}, rest: Rest = {}) {
  const made = compileObject(environment(spec, rest), ...all);
  const own = (kind: string): Manifest => made.manifest("schema-registry", kind);
  const deployment = own("Deployment").spec as Deployment;
  const [container] = deployment.template.spec.containers;
  const files = (own("ConfigMap") as unknown as { readonly data: Readonly<Record<string, string>> }).data;
  const seen = (made.manifest("reader", "ConfigMap") as unknown as { readonly data: Readonly<Record<string, string>> })
    .data;
  return { ...made, own, deployment, pod: deployment.template.spec, container, files, seen };
}

/** The configuration as Java reads it. */
function propertiesOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const lines = files["schema-registry.properties"]?.trimEnd().split("\n") ?? [];
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

describe("Schema Registry", () => {
  it("waits for its topic, which it may not make", () => {
    const unit = compiled().plan.units.find(({ id }) => id === "kubernetes/schema-registry");
    expect(unit?.dependsOn).toContain("kubernetes/topics");
  });

  it.each(["job", "strimzi"])("is the same whoever makes topics and users: %s", (appliedBy) => {
    const { manifests } = compiled({}, { kafka: { appliedBy } });
    expect(manifests("schema-registry")).toEqual(compiled().manifests("schema-registry"));
  });

  it("logs in as its user by password, at the listener that takes it, by what stands in the user's Secret", () => {
    const { files, pod, container } = compiled();
    expect(propertiesOf(files)).toMatchObject({
      "kafkastore.topic": "_schemas",
      "kafkastore.topic.replication.factor": "3",
      "kafkastore.bootstrap.servers": "${env:KAFKA_BOOTSTRAP_SERVERS}",
      "kafkastore.security.protocol": "SASL_SSL",
      "kafkastore.sasl.mechanism": "SCRAM-SHA-512",
      "kafkastore.sasl.jaas.config": "${files:/mnt/user:sasl.jaas.config}",
      "kafkastore.ssl.truststore.type": "PEM",
      "kafkastore.ssl.truststore.location": "/mnt/trust/ca.crt",
    });
    expect(container.env).toContainEqual({ name: "KAFKA_BOOTSTRAP_SERVERS", value: "kafka:9092" });
    const key = (name: string) => ({ defaultMode: 0o440, items: [{ key: name, path: name }] });
    expect(pod.volumes).toEqual(
      expect.arrayContaining([
        { name: "user", secret: { secretName: "schema-registry", ...key("sasl.jaas.config") } },
        { name: "trust", secret: { secretName: "kafka-ca", ...key("ca.crt") } },
      ]),
    );
  });

  it("logs in by certificate where its user has one, and starts anew once that is another", () => {
    const certified = { "schema-registry": { authentication: "tls", acls } };
    const { files, pod, container } = compiled({}, { users: certified });
    expect(propertiesOf(files)).toMatchObject({
      "kafkastore.security.protocol": "SSL",
      "kafkastore.ssl.keystore.certificate.chain": "${files:/mnt/user:tls.crt}",
      "kafkastore.ssl.keystore.key": "${files:/mnt/user:tls.key}",
    });
    expect(container.env).toEqual(
      expect.arrayContaining([
        { name: "KAFKA_BOOTSTRAP_SERVERS", value: "kafka:9093" },
        { name: "READ_AT_START", value: "/mnt/user/tls.crt /mnt/user/tls.key /mnt/trust/ca.crt" },
      ]),
    );
    expect(container).toMatchObject({
      livenessProbe: { exec: { command: ["bash", "/etc/streamform/files/is-healthy.sh"] } },
    });
    expect(pod.volumes.map(({ name }) => name)).toEqual(["files", "user", "trust", "tmp"]);
  });

  it("elects and reads in groups that begin with its user's name, and is found by its pod's address", () => {
    const { files } = compiled(
      { user: "schemas", topic: "team.schemas" },
      {
        topics: { "team.schemas": topic },
        users: {
          schemas: {
            acls: {
              ...acls,
              produce: ["team.schemas"],
              consume: ["team.schemas"],
              rules: [{ resource: "topic", name: "team.*", operations: ["DescribeConfigs"] }],
            },
          },
        },
      },
    );
    expect(propertiesOf(files)).toMatchObject({
      "schema.registry.group.id": "schemas",
      "kafkastore.group.id": "schemas-reader",
      "kafkastore.topic": "team.schemas",
      "host.name": "${env:POD_IP}",
      listeners: "http://0.0.0.0:8081",
    });
  });

  it.each(compatibilityLevels)("asks for the compatibility %s where a subject says nothing", (compatibility) => {
    expect(propertiesOf(compiled({ compatibility }).files)["schema.compatibility.level"]).toBe(compatibility);
  });

  it("is two pods in two zones, of which one at a time may be away, and never one more than two", () => {
    const { deployment, pod, own } = compiled();
    expect(deployment.replicas).toBe(2);
    expect(deployment.strategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
    expect(pod.topologySpreadConstraints.map(({ topologyKey }) => topologyKey)).toEqual([
      "topology.kubernetes.io/zone",
      "kubernetes.io/hostname",
    ]);
    expect(own("PodDisruptionBudget").spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: deployment.template.metadata.labels },
    });
  });

  it("passes the restricted standard and writes to one folder alone", () => {
    const { pod, container } = compiled();
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    });
    expect(container).toMatchObject({
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    });
    expect(container.volumeMounts.filter(({ readOnly }) => !readOnly).map(({ mountPath }) => mountPath)).toEqual([
      "/tmp",
    ]);
  });

  it("runs the pinned image, or a copy of it, with the heap and the memory of the spec", () => {
    expect(compiled().container.image).toBe("docker.io/confluentinc/cp-schema-registry:8.3.1");
    const image = "registry.example.com/schema-registry:8.3.1";
    const { container } = compiled({ image, heap: "1GiB", memory: "2GiB", cpu: 0.5 });
    expect(container).toMatchObject({
      image,
      resources: { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "2Gi" } },
    });
    expect(container.env).toContainEqual({ name: "SCHEMA_REGISTRY_HEAP_OPTS", value: "-Xms1024m -Xmx1024m" });
  });

  it("logs to its output alone, and starts anew when its files change", () => {
    const { files, container, deployment } = compiled();
    expect(files["log4j2.properties"]).toContain("appender.stdout.type=Console");
    expect(container.env).toContainEqual({
      name: "SCHEMA_REGISTRY_LOG4J_OPTS",
      value: "-Dlog4j2.configurationFile=/etc/streamform/files/log4j2.properties",
    });
    expect(compiled({ compatibility: "FULL" }).deployment.template.metadata).not.toEqual(deployment.template.metadata);
  });

  it("tells other components its address and its pods, with who may connect to them", () => {
    const { seen } = compiled({ clients: { ...clients, connect: { labels: { app: "connect" } }, all: {} } });
    expect(seen["url"]).toBe("http://schema-registry.kafka.svc:8081");
    const found = (JSON.parse(seen["workloads"] ?? "[]") as Workload[]).find(({ name }) => name === "schema registry");
    const labels = { "app.kubernetes.io/name": "schema-registry", "app.kubernetes.io/part-of": "test" };
    expect(found).toEqual({
      name: "schema registry",
      labels,
      replicas: 2,
      requests: { cpu: 0.25, memory: 1024 },
      limits: { memory: 1024 },
      storage: 0,
      flows: [
        {
          port: 8081,
          what: expect.any(String),
          from: [{ labels }, { namespace: "apps", labels: { app: "ingest" } }, { labels: { app: "connect" } }, {}],
        },
      ],
      metrics: { port: 9404, portName: "metrics", of: "schema-registry" },
    });
  });

  it("is reached by its own pods and by those of its clients, and by nobody else of the namespace", () => {
    const policy = compiled()
      .manifests("network-policies")
      .find(({ metadata }) => metadata.name === "schema-registry");
    const spec = policy?.spec as { readonly ingress: readonly { readonly from: readonly object[] }[] } | undefined;
    expect(spec?.ingress[0]?.from).toEqual([
      {
        podSelector: {
          matchLabels: { "app.kubernetes.io/name": "schema-registry", "app.kubernetes.io/part-of": "test" },
        },
      },
      {
        podSelector: { matchLabels: { app: "ingest" } },
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "apps" } },
      },
    ]);
  });
});

/** Each check by what it finds, where it points, and the environment that it stops or warns at. */
const cases: readonly {
  readonly what: string;
  readonly finding: string;
  readonly spec?: Rest;
  readonly rest?: Rest;
}[] = [
  { what: "no topic for its schemas", finding: "SF2881 schemaRegistry.topic", spec: { topic: "schemas" } },
  {
    what: "a topic of three partitions",
    finding: "SF2882 topics._schemas.partitions",
    rest: { topics: { _schemas: { ...topic, partitions: 3 } } },
  },
  {
    what: "a topic whose records are deleted too",
    finding: 'SF2882 topics._schemas.config["cleanup.policy"]',
    rest: { topics: { _schemas: { partitions: 1, config: { "cleanup.policy": ["compact", "delete"] } } } },
  },
  {
    what: "a topic that does as the brokers' default, which is to delete",
    finding: "SF2882 topics._schemas",
    rest: { topics: { _schemas: { partitions: 1 } } },
  },
  {
    what: "a topic of fewer copies than others",
    finding: "SF2883 topics._schemas.replicationFactor",
    rest: { topics: { _schemas: { ...topic, replicationFactor: 2 } } },
  },
  { what: "no user", finding: "SF2884 schemaRegistry.user", rest: { users: {} } },
  {
    what: "brokers that ask for certificates, and a user with a password",
    finding: "SF2885 schemaRegistry.user",
    rest: {
      kafka: { listeners: ["mtls"] },
      users: { "schema-registry": { authentication: "scram-sha-512", acls } },
    },
  },
  {
    what: "brokers that ask for passwords, and a user with a certificate",
    finding: "SF2885 schemaRegistry.user",
    rest: { kafka: { listeners: ["scram"] }, users: { "schema-registry": { authentication: "tls", acls } } },
  },
  {
    what: "a user that may not read the topic's configuration",
    finding: "SF2886 users.schema-registry",
    rest: { users: { "schema-registry": { acls: { ...acls, rules: [] } } } },
  },
  {
    what: "a user that may not use its groups",
    finding: "SF2886 users.schema-registry",
    rest: { users: { "schema-registry": { acls: { ...acls, groups: ["others-*"] } } } },
  },
  {
    what: "a heap above three quarters of the memory",
    finding: "SF2887 schemaRegistry.heap",
    spec: { heap: "800MiB" },
  },
  {
    what: "a single pod in production",
    finding: "SF2888 schemaRegistry.replicas",
    spec: { replicas: 1 },
    rest: { stage: "production" },
  },
  {
    what: "schemas in production that need not be compatible",
    finding: "SF2889 schemaRegistry.compatibility",
    spec: { compatibility: "NONE" },
    rest: { stage: "production" },
  },
  { what: "no client", finding: "SF2890 schemaRegistry", spec: { clients: {} } },
  {
    what: "an image that is not pinned",
    finding: "SF2891 schemaRegistry.image",
    spec: { image: "registry.example.com/schema-registry:latest" },
  },
];

describe("checks of Schema Registry", () => {
  it.each(cases)("find $what: $finding", ({ finding, spec, rest }) => {
    const found = diagnose(environment(spec, rest), ...all).map(({ code, path }) => `${code} ${path}`);
    expect(found).toContain(finding);
  });

  it("find nothing in one that is right, in production and in development", () => {
    const own = (rest: Rest, spec: Rest = {}) =>
      codes(environment(spec, rest), ...all).filter((code) => /^SF28[89]/.test(code));
    expect(own({ stage: "production" })).toEqual([]);
    expect(own({ stage: "development" }, { replicas: 1, compatibility: "NONE", heap: "768MiB" })).toEqual([]);
  });

  it("let in Kafka Connect, whose converters ask it, and refuse a group that both have", () => {
    const connect = { authentication: "tls", acls: { produce: ["connect-*"], consume: ["connect-*"] } };
    const withConnect = (groupId: string) => ({
      certificates: {},
      kafkaCluster: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"], engine: "statefulset" },
      secretStores: {},
      topics: { _schemas: topic },
      users: { "schema-registry": { acls }, connect },
      kafkaConnect: { user: "connect", groupId },
      schemaRegistry: {},
      networkPolicies: {},
    });
    const both = [
      secretStores,
      certificates,
      kafkaCluster,
      topics,
      users,
      kafkaConnect,
      schemaRegistry,
      networkPolicies,
    ];
    const found = (groupId: string) =>
      diagnose(withConnect(groupId), ...both).flatMap(({ code, path }) => (/^SF289/.test(code) ? [[code, path]] : []));
    expect(found("schema-registry")).toEqual([["SF2892", "kafkaConnect.groupId"]]);
    expect(found("connect-cluster")).toEqual([]);
    const policy = compileObject({ ...withConnect("connect-cluster") }, ...both)
      .manifests("network-policies")
      .find(({ metadata }) => metadata.name === "schema-registry");
    expect(JSON.stringify(policy)).toContain('"app.kubernetes.io/name":"kafka-connect"');
  });

  it("take a right on everything that the topic's and the groups' names begin with", () => {
    const wide = { produce: ["_*"], consume: ["_*"], groups: ["*"], rules: [] };
    const rules = [{ resource: "topic", name: "*", operations: ["All"] }];
    const found = (acl: Rest) => codes(environment({}, { users: { "schema-registry": { acls: acl } } }), ...all);
    expect(found({ ...wide, rules })).not.toContain("SF2886");
    expect(found(wide)).toContain("SF2886");
  });
});

/** A script as pods are given it, with another folder for what it writes. */
function scriptOf(name: string, folder: string): string {
  const script = kafkaScript(new URL(`./templates/${name}`, import.meta.url), (part) => readFileSync(part, "utf8"));
  return script.replaceAll("/tmp/", `${folder}/`);
}

async function inFolder<T>(use: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "streamform-registry-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("start-schema-registry.sh", () => {
  /** Runs it with an image's command that tells what it was called with, and with these agents there. */
  const start = (agents: readonly string[]) =>
    inFolder((folder) => {
      const command = '#!/bin/sh\necho "$SCHEMA_REGISTRY_OPTS $*"\n';
      writeFileSync(join(folder, "schema-registry-start"), command, { mode: 0o755 });
      writeFileSync(join(folder, "password"), "old\n");
      for (const agent of agents) writeFileSync(join(folder, agent), "");
      const { status, stdout, stderr } = spawnSync("bash", ["-c", scriptOf("start-schema-registry.sh", folder)], {
        encoding: "utf8",
        env: {
          PATH: `${folder}:${process.env["PATH"]}`,
          FILES: "/files",
          JMX_EXPORTER: join(folder, "agent-*.jar"),
          METRICS_PORT: "9404",
          METRICS_FILE: "metrics.json",
          READ_AT_START: join(folder, "password"),
        },
      });
      return { status, stdout: stdout.replaceAll(folder, ""), stderr: stderr.replaceAll(folder, "") };
    });

  it("starts Schema Registry with the agent, whatever its version", async () => {
    expect((await start(["agent-1.5.0.jar"])).stdout).toBe(
      "-javaagent:/agent-1.5.0.jar=9404:/files/metrics.json  /files/schema-registry.properties\n",
    );
  });

  it("says what an image lacks that has no agent", async () => {
    expect(await start([])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("start-schema-registry: the image has no /agent-*.jar\n"),
    });
  });
});

describe("is-healthy.sh", () => {
  it("asks for a new start when a credential is new, and when nothing answers", () =>
    inFolder(async (folder) => {
      let status = 200;
      const server = createServer((_, response) => void response.writeHead(status).end("{}"));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
      const { port } = server.address() as AddressInfo;
      const env = { ...process.env, PORT: String(port), READ_AT_START: join(folder, "password") };
      const probe = () =>
        new Promise((resolve) => {
          execFile("bash", ["-c", scriptOf("is-healthy.sh", folder)], { env }, (error) => resolve(error?.code ?? 0));
        });
      try {
        for (const file of ["password", "read-at-start"]) writeFileSync(join(folder, file), "old\n");
        expect(await probe()).toBe(0);
        status = 500;
        expect(await probe()).toBe(1);
        status = 200;
        writeFileSync(join(folder, "password"), "new\n");
        expect(await probe()).toBe(1);
        writeFileSync(join(folder, "read-at-start"), "new\n");
        expect(await probe()).toBe(0);
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      expect(await probe()).toBe(1);
    }));
});
