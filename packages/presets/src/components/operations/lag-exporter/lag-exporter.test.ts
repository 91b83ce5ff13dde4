import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { customResource, type DescribePart, defineComponent, provide } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Kafka, kafka } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { kafkaScript } from "../../../kafka/script.js";
import { topicDefaults } from "../../../kafka/testing.js";
import { workloads } from "../../../kubernetes/workload.js";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { kafkaUser } from "../../../versions/strimzi.js";
import { versions } from "../../../versions/versions.js";
import { topics } from "../../clients/topics/index.js";
import { byStrimzi } from "../../kafka/kafka-cluster/strimzi/behaviour.js";
import { strimziKinds } from "../../kafka/strimzi-operator/kinds.js";
import { lagExporter } from "./index.js";

const fakeSpec = z.strictObject({ trust: z.boolean().default(true), mtls: z.boolean().default(true) });

const fakeKafka = defineComponent({
  name: "fake-kafka",
  title: "Fake Kafka",
  kinds: strimziKinds,
  spec: fakeSpec,
  provides: [
    provide(
      kafka,
      ({ spec: { trust, mtls } }: DescribePart<typeof fakeSpec>): Kafka => ({
        version: "3.6.1",
        brokers: 3,
        zones: ["eu-central-1a"],
        listeners: [
          mtls
            ? {
                name: "mtls",
                protocol: "SSL",
                port: 9093,
                bootstrapServers: "test-kafka-bootstrap.kafka.svc:9093",
                trust: trust ? { secret: "kafka-ca", key: "ca.crt" } : undefined,
              }
            : { name: "plaintext", protocol: "PLAINTEXT", port: 9092, bootstrapServers: "b:9092" },
        ],
        defaults: topicDefaults,
        tieredStorage: false,
        storage: 300,
        ...byStrimzi,
        programs: {
          ...programsFor(versions.entries, "3.6.1"),
          image: "quay.io/strimzi/kafka:0.42.0-kafka-3.6.1",
          tools: { version: "3.6.1", image: "quay.io/strimzi/kafka:0.42.0-kafka-3.6.1", user: kafkaUser },
        },
        clusterName: "test",
        adminCertificate: { secret: "test-admin", certificate: "user.crt", privateKey: "user.key" },
      }),
    ),
  ],
});
const pods = defineComponent({
  name: "pods",
  title: "Pods",
  spec: z.strictObject({}),
  uses: { workloads },
  kubernetes: ({ chart, uses }) =>
    customResource(chart, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "labels" },
      data: Object.assign({}, ...uses.workloads.map(({ labels }) => labels)),
    }),
});

const all = [fakeKafka, topics, lagExporter, pods];
const environment = (spec: object = {}, cluster: object = {}) => ({ fakeKafka: cluster, lagExporter: spec, pods: {} });

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly ports: readonly object[];
  readonly securityContext: object;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly resources: object;
}
interface Deployment {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: object };
      readonly spec: { readonly containers: readonly Container[]; readonly volumes: readonly object[] };
    };
  };
}
function podOf(spec: object = {}, cluster: object = {}) {
  const { manifest } = compileObject(environment(spec, cluster), ...all);
  const { template } = (manifest("lag-exporter", "Deployment") as unknown as Deployment).spec;
  const [container] = template.spec.containers;
  if (!container) throw new Error("no container");
  return { template, container };
}

describe("the lag exporter", () => {
  it("runs from the brokers' image and logs in as a user of its own, by certificate", () => {
    const { container, template } = podOf();
    expect(container.image).toBe("quay.io/strimzi/kafka:0.42.0-kafka-3.6.1");
    expect(container.args).toEqual(
      expect.arrayContaining([
        "--kafka.version=3.6.1",
        "--tls.enabled",
        "--tls.ca-file=/mnt/trust/ca.crt",
        "--tls.cert-file=/mnt/user/user.crt",
        "--tls.key-file=/mnt/user/user.key",
      ]),
    );
    expect(template.spec.volumes).toContainEqual({
      name: "user",
      secret: {
        secretName: "test-lag-exporter",
        defaultMode: 0o440,
        items: [
          { key: "user.crt", path: "user.crt" },
          { key: "user.key", path: "user.key" },
        ],
      },
    });
  });

  it("asks for no CA where every client trusts the brokers' already", () => {
    expect(podOf({}, { trust: false }).container.args.join(" ")).not.toContain("ca-file");
  });

  it("measures what the filters leave", () => {
    const { args } = podOf({ topics: { include: "^llm-" }, groups: { exclude: "^tmp-" } }).container;
    expect(args).toContain("--topic.filter=^llm-");
    expect(args).toContain("--topic.exclude=^__");
    expect(args).toContain("--group.exclude=^tmp-");
  });

  it("passes the restricted standard, and gets as much memory as it may take", () => {
    const { container } = podOf({ memory: "1GiB", cpu: 1 });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(container.resources).toEqual({ requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } });
  });

  it("is one of the workloads, found by the labels of its pods", () => {
    const { manifest } = compileObject(environment(), ...all);
    const { data } = manifest("pods", "ConfigMap") as unknown as { data: object };
    expect(data).toHaveProperty(["app.kubernetes.io/name"], "lag-exporter");
    expect(podOf().template.metadata.labels).toMatchObject(data);
  });

  it("takes only patterns that Go reads", () => {
    expect(codes(environment({ topics: { include: "^(?!x)" } }), ...all)).toHaveLength(1);
    expect(codes(environment({ topics: { include: "(" } }), ...all)).toHaveLength(1);
    expect(codes(environment({ topics: { include: "^(a|b)-.*$" } }), ...all)).toEqual([]);
  });

  it("refuses a Kafka where it cannot log in (SF2951)", () => {
    expect(codes(environment({}, { mtls: false }), ...all)).toContain("SF2951");
    expect(codes(environment(), ...all)).not.toContain("SF2951");
  });

  it("warns of a filter that leaves no topic over (SF2952)", () => {
    const found = (include: string) =>
      diagnose({ ...environment({ topics: { include } }), topics: { orders: { partitions: 1 } } }, ...all)
        .filter(({ code }) => code === "SF2952")
        .map(({ path }) => path);
    expect(found("^llm-")).toEqual(["lagExporter.topics"]);
    expect(found("^ord")).toEqual([]);
  });
});

describe("is-current.sh", () => {
  it("says when the certificates are no longer those that were read", () => {
    const folder = mkdtempSync(join(tmpdir(), "streamform-lag-"));
    try {
      const local = (file: string) => {
        const script = kafkaScript(new URL(`./templates/${file}`, import.meta.url), (part) =>
          readFileSync(part, "utf8"),
        );
        writeFileSync(join(folder, file), script.replaceAll("/tmp/", `${folder}/`));
        return join(folder, file);
      };
      writeFileSync(join(folder, "a.crt"), "a\n");
      writeFileSync(join(folder, "ca.crt"), "b\n");
      const environmentOf = (more: object = {}) => ({
        env: { ...process.env, READ_AT_START: `${folder}/a.crt ${folder}/ca.crt`, ...more },
      });
      // It waits for brokers, which there are none of here; what it has read it has kept by then.
      const started = spawnSync("bash", [local("lag-exporter.sh")], {
        ...environmentOf({ KAFKA_BOOTSTRAP_SERVERS: "127.0.0.1:1", KAFKA_EXPORTER: "true" }),
        timeout: 1000,
      });
      expect(started.stdout.toString()).toContain("127.0.0.1:1 does not answer yet");
      const probe = () => spawnSync("bash", [local("is-current.sh")], environmentOf()).status;
      expect(probe()).toBe(0);
      writeFileSync(join(folder, "a.crt"), "renewed\n");
      expect(probe()).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
