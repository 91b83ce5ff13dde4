import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineComponent } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { kafkaScript } from "../../../kafka/script.js";
import { kubernetesKafka } from "../../../kafka/testing.js";
import { workloads } from "../../../kubernetes/workload.js";
import { compileObject, diagnose } from "../../../testing.js";
import { secrets } from "../../aws/secrets/index.js";
import { certificates } from "../../cluster/certificates/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { externalKafka } from "../../kafka/external-kafka/index.js";
import { kafkaCluster } from "../../kafka/kafka-cluster/index.js";
import { strimziOperator } from "../../kafka/strimzi-operator/index.js";
import { topics } from "../topics/index.js";
import { topicsJob } from "../topics-job/index.js";
import { mirror } from "./index.js";

const components = [certificates, secretStores, strimziOperator, kafkaCluster, topicsJob, topics, mirror];
const cluster = {
  alias: "dr",
  bootstrapServers: ["dr-1.acme.example:9094", "dr-2.acme.example:9094"],
  trust: { secret: "dr-ca" },
  scram: { username: "mirror", password: { secretsManager: "dr/mirror", key: "password" } },
};
type Engine = "strimzi" | "statefulset";
const environment = (mirrors: object, engine: Engine = "strimzi", more: object = {}) => ({
  certificates: {},
  secretStores: {},
  kafkaCluster: { engine, zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
  mirror: mirrors,
  ...more,
});
const to = (settings: object = {}) => ({ dr: { direction: "to", cluster, ...settings } });
const from = (settings: object = {}) => ({ dr: { direction: "from", cluster, ...settings } });
const compiled = (mirrors: object, engine: Engine) => compileObject(environment(mirrors, engine), ...components);
const found = (mirrors: object, more: object = {}) =>
  diagnose(environment(mirrors, "strimzi", more), ...components)
    .filter(({ code }) => code.startsWith("SF298"))
    .map(({ code, path }) => [code, path]);

interface Connector {
  readonly tasksMax: number;
  readonly config: Readonly<Record<string, string | number | boolean>>;
}
interface MirrorMaker {
  readonly spec: {
    readonly target: Readonly<Record<string, unknown>>;
    readonly mirrors: readonly {
      readonly source: Readonly<Record<string, unknown>>;
      readonly sourceConnector: Connector;
      readonly checkpointConnector: Connector;
      readonly topicsPattern: string;
      readonly topicsExcludePattern: string;
      readonly groupsPattern: string;
      readonly groupsExcludePattern: string;
    }[];
    readonly resources: unknown;
    readonly template: unknown;
  };
}
const mirrorMaker = (mirrors: object) =>
  (compiled(mirrors, "strimzi").manifest("mirror", "KafkaMirrorMaker2") as unknown as MirrorMaker).spec;
/** The properties of the Deployment's MirrorMaker, as it reads them. */
const properties = (mirrors: object): Readonly<Record<string, string>> => {
  const { data } = compiled(mirrors, "statefulset").manifest("mirror", "ConfigMap") as unknown as {
    data: Record<string, string>;
  };
  const lines = (data["mirror.properties"] ?? "").trimEnd().split("\n");
  return Object.fromEntries(
    lines.map((line) => {
      const [key = "", ...value] = line.split("=");
      return [key, value.join("=").replaceAll("\\\\", "\\")];
    }),
  );
};

describe("a mirror by Strimzi", () => {
  it("goes from this cluster to the other one, or the other way", () => {
    const ends = (mirrors: object) => {
      const { target, mirrors: list } = mirrorMaker(mirrors);
      return [list[0]?.source["alias"], target["alias"]];
    };
    expect(ends(to())).toEqual(["test", "dr"]);
    expect(ends(from({ alias: "primary" }))).toEqual(["dr", "primary"]);
  });

  it("logs in here by a certificate of its own, and there by a password that stands in no file", () => {
    const { target, mirrors } = mirrorMaker(to());
    expect(mirrors[0]?.source).toEqual({
      alias: "test",
      bootstrapServers: "test-kafka-bootstrap.streaming.svc:9093",
      tls: { trustedCertificates: [{ secretName: "kafka-ca", certificate: "ca.crt" }] },
      authentication: {
        type: "tls",
        certificateAndKey: { secretName: "test-mirror", certificate: "user.crt", key: "user.key" },
      },
    });
    expect(target).toMatchObject({
      bootstrapServers: "dr-1.acme.example:9094,dr-2.acme.example:9094",
      tls: { trustedCertificates: [{ secretName: "dr-ca", certificate: "ca.crt" }] },
      authentication: {
        type: "scram-sha-512",
        username: "mirror",
        passwordSecret: { secretName: "mirror-dr-password", password: "password" },
      },
    });
    expect(compiled(to(), "strimzi").file("kubernetes/mirror/externalsecret-mirror-dr-password.yaml")).toContain(
      "key: dr/mirror",
    );
  });

  it("keeps its state in topics that bear the environment's name and are never mirrored", () => {
    const { target, mirrors } = mirrorMaker(to());
    expect(target["groupId"]).toBe("test-mirror-dr");
    const topicsOfState = ["configStorageTopic", "offsetStorageTopic", "statusStorageTopic"].map((key) => target[key]);
    expect(topicsOfState).toEqual(["configs", "offsets", "status"].map((of) => `__test-mirror-dr-${of}`));
    const excluded = mirrors[0]?.topicsExcludePattern.split(",").map((pattern) => new RegExp(`^(?:${pattern})$`)) ?? [];
    for (const topic of [...topicsOfState, "__consumer_offsets", "dr.checkpoints.internal", "_streamform.topics.test"])
      expect(
        excluded.some((pattern) => pattern.test(String(topic))),
        String(topic),
      ).toBe(true);
    expect(excluded.some((pattern) => pattern.test("llm-events"))).toBe(false);
  });

  it("takes no more memory than it asks for, and passes the restricted Pod Security Standard", () => {
    const { resources, template } = mirrorMaker(to({ memory: "3GiB", cpu: 1.5 }));
    expect(resources).toEqual({ requests: { cpu: "1500m", memory: "3Gi" }, limits: { memory: "3Gi" } });
    expect(template).toMatchObject({
      pod: { securityContext: { runAsNonRoot: true } },
      connectContainer: { securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true } },
    });
  });
});

describe("what a mirror may do in this cluster", () => {
  const users = (mirrors: object) =>
    compiled(mirrors, "statefulset")
      .manifests("mirror")
      .flatMap(({ data }) => (data as Record<string, string> | undefined)?.["users.tsv"]?.trimEnd().split("\n") ?? [])
      .map((line) => line.split("\t").slice(3).join(" "));
  const all = "Alter,AlterConfigs,Create,Describe,DescribeConfigs,Read,Write";

  it("is to read, where it mirrors to another one", () => {
    expect(users(to())).toEqual([
      "keep",
      "cluster literal kafka-cluster * Describe",
      "group literal * * Describe",
      "topic literal * * Describe,DescribeConfigs,Read",
    ]);
  });

  it("is to write topics from there and its own, and to commit for every group, where it mirrors from another one", () => {
    const own = ["configs", "offsets", "status"].map((of) => `topic literal __test-mirror-dr-${of} * ${all}`);
    expect(users(from())).toEqual([
      "keep",
      "cluster literal kafka-cluster * Describe",
      "group literal * * Describe,Read",
      "group literal test-mirror-dr * Describe,Read",
      ...own,
      `topic literal heartbeats * ${all}`,
      `topic literal mm2-offset-syncs.dr.internal * ${all}`,
      `topic prefixed dr. * ${all}`,
    ]);
    expect(users(from({ syncGroupOffsets: false }))).toContain("group literal * * Describe");
    expect(users(from({ policy: "identity" }))).toContain(`topic literal * * ${all}`);
  });

  it("is the same with Strimzi, by a KafkaUser that goes with the mirror", () => {
    const { metadata, spec } = compiled(to(), "strimzi").manifest("mirror", "KafkaUser") as unknown as {
      metadata: { name: string; annotations: object };
      spec: { authentication: unknown; authorization: { acls: object[] } };
    };
    expect(metadata).toMatchObject({
      name: "test-mirror",
      annotations: { "kustomize.toolkit.fluxcd.io/prune": "enabled" },
    });
    expect(spec.authentication).toEqual({ type: "tls" });
    expect(spec.authorization.acls).toContainEqual({
      type: "allow",
      host: "*",
      resource: { type: "topic", name: "*", patternType: "literal" },
      operations: ["Describe", "DescribeConfigs", "Read"],
    });
  });
});

describe("a mirror by a Deployment", () => {
  it("runs the same connectors as Strimzi, by the same configuration", () => {
    const settings = {
      topics: ["llm-.*", "audit\\.v[12]"],
      excludeTopics: ["llm-debug"],
      groups: ["app-.*"],
      policy: "identity",
      replicationFactor: 2,
      tasks: 8,
      syncInterval: "10s",
    };
    const { target, mirrors } = mirrorMaker(to(settings));
    const [way] = mirrors;
    const here = properties(to(settings));
    for (const connector of [way?.sourceConnector, way?.checkpointConnector]) {
      expect(here["test->dr.tasks.max"]).toBe(String(connector?.tasksMax));
      for (const [key, value] of Object.entries(connector?.config ?? {}))
        expect(here[`test->dr.${key}`], key).toBe(String(value));
    }
    expect(here).toMatchObject({
      clusters: "test,dr",
      "test->dr.enabled": "true",
      "dr->test.enabled": "false",
      "test->dr.topics": way?.topicsPattern,
      "test->dr.topics.exclude": way?.topicsExcludePattern,
      "test->dr.groups": way?.groupsPattern,
      "test->dr.groups.exclude": way?.groupsExcludePattern,
      "dr.group.id": target["groupId"],
      "config.storage.topic": target["configStorageTopic"],
      "offset.storage.topic": target["offsetStorageTopic"],
      "status.storage.topic": target["statusStorageTopic"],
    });
  });

  it("reads every credential from a mounted Secret, where it is used", () => {
    const here = properties(to());
    expect(here["dr.sasl.jaas.config"]).toContain('password="${files:/mnt/target/user:password}"');
    expect(here["test.ssl.keystore.key"]).toBe("${files:/mnt/source/user:tls.key}");
    const { spec } = compiled(to(), "statefulset").manifest("mirror", "Deployment") as unknown as {
      spec: { template: { spec: { volumes: { name: string; secret?: { secretName: string } }[] } } };
    };
    const secrets = spec.template.spec.volumes.flatMap(({ name, secret }) =>
      secret ? [[name, secret.secretName]] : [],
    );
    expect(secrets).toEqual([
      ["source-user", "test-mirror"],
      ["source-trust", "kafka-ca"],
      ["target-user", "mirror-dr-password"],
      ["target-trust", "dr-ca"],
    ]);
  });

  it("uses the protocol of the listener in this cluster, also where that does not encrypt", () => {
    const { data } = compileObject(
      {
        externalKafka: {
          version: "4.1.0",
          listeners: {
            scram: {
              bootstrapServers: ["kafka.acme.example:9092"],
              tls: false,
              administrator: { secretsManager: "acme/admin" },
            },
          },
        },
        secrets: { entries: {} },
        secretStores: {},
        mirror: to(),
      },
      externalKafka,
      secrets,
      secretStores,
      mirror,
    )
      .manifests("mirror")
      .find(({ metadata }) => metadata.name === "mirror-dr-files") as unknown as { data: Record<string, string> };
    expect(data["mirror.properties"]).toContain("test.security.protocol=SASL_PLAINTEXT\n");
  });

  it("starts anew when a certificate or a password changes, of either side", () => {
    const { spec } = compiled(to(), "statefulset").manifest("mirror", "Deployment") as unknown as {
      spec: {
        template: {
          spec: { containers: { env: { name: string; value: string }[]; livenessProbe: { exec: unknown } }[] };
        };
      };
    };
    const [container] = spec.template.spec.containers;
    expect(container?.env.find(({ name }) => name === "READ_AT_START")?.value.split(" ")).toEqual([
      "/mnt/source/user/tls.crt",
      "/mnt/source/user/tls.key",
      "/mnt/source/trust/ca.crt",
      "/mnt/target/user/password",
      "/mnt/target/trust/ca.crt",
    ]);
    expect(container?.livenessProbe.exec).toEqual({ command: ["bash", "/etc/streamform/files/is-healthy.sh"] });
  });

  it("starts its pod anew when its configuration changes, and never two at a time", () => {
    const deployment = (settings: object) =>
      compiled(to(settings), "statefulset").manifest("mirror", "Deployment") as unknown as {
        spec: { strategy: unknown; template: { metadata: { annotations: Readonly<Record<string, string>> } } };
      };
    const hash = (settings: object) => deployment(settings).spec.template.metadata.annotations["checksum/files"];
    expect(hash({})).not.toBe(hash({ tasks: 5 }));
    expect(deployment({}).spec.strategy).toEqual({ type: "Recreate" });
  });
});

describe("is-healthy.sh", () => {
  const script = kafkaScript(new URL("../../../kafka/by-job/mirror/templates/is-healthy.sh", import.meta.url), (part) =>
    readFileSync(part, "utf8"),
  );
  const failed = (connector: string, count: string) =>
    `kafka_connect_connect_worker_metrics_connector_failed_task_count{connector="${connector}",} ${count}\n`;

  it("asks for a new start when a task has failed, when a credential is new, and when there are no metrics", async () => {
    const folder = mkdtempSync(join(tmpdir(), "streamform-mirror-"));
    let served = "";
    const server = createServer((_, response) => void response.end(served));
    try {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
      const probe = () =>
        new Promise((resolve) => {
          const env = {
            ...process.env,
            METRICS_PORT: String((server.address() as AddressInfo | null)?.port ?? 1),
            READ_AT_START: join(folder, "password"),
          };
          execFile("bash", ["-c", script.replaceAll("/tmp/", `${folder}/`)], { env }, (error) =>
            resolve(error?.code ?? 0),
          );
        });
      for (const file of ["password", "read-at-start"]) writeFileSync(join(folder, file), "old\n");
      served = failed("MirrorSourceConnector", "0.0");
      expect(await probe()).toBe(0);
      served += failed("MirrorCheckpointConnector", "1.0");
      expect(await probe()).toBe(1);
      served = "";
      writeFileSync(join(folder, "password"), "new\n");
      expect(await probe()).toBe(1);
      writeFileSync(join(folder, "read-at-start"), "new\n");
      expect(await probe()).toBe(0);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      expect(await probe()).toBe(1);
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("the pods of a mirror", () => {
  const seen = (engine: Engine) => {
    const found: unknown[] = [];
    const observer = defineComponent({
      name: "observer",
      title: "Observer",
      spec: z.strictObject({}),
      uses: { workloads },
      summary: ({ uses }) => {
        found.push(...uses.workloads.filter(({ name }) => name === "mirror-dr"));
        return {};
      },
    });
    compileObject(environment(to(), engine, { observer: {} }), ...components, observer);
    return found;
  };

  it("are known to quotas, monitors and network policies with both engines", () => {
    const same = {
      replicas: 1,
      requests: { cpu: 0.5, memory: 2048 },
      metrics: { port: 9404, portName: "tcp-prometheus", of: "mirror-maker" },
    };
    expect(seen("strimzi")).toMatchObject([
      { ...same, labels: { "strimzi.io/cluster": "mirror-dr" }, flows: [{ port: 8083 }] },
    ]);
    expect(seen("statefulset")).toMatchObject([{ ...same, flows: [] }]);
    const { spec } = compiled(to(), "statefulset").manifest("mirror", "Deployment") as unknown as {
      spec: { selector: { matchLabels: unknown } };
    };
    expect(seen("statefulset")).toMatchObject([{ labels: spec.selector.matchLabels }]);
  });
});

describe("checks of mirrors", () => {
  const list = { orders: { partitions: 6 }, audit: { partitions: 1 } };

  it("find nothing to say of a mirror to another cluster", () => {
    expect(found(to(), { topics: list })).toEqual([]);
  });

  it("refuse a mirror onto itself (SF2981)", () => {
    const own = "test-kafka-bootstrap.streaming.svc.cluster.local:9092";
    expect(found(to({ cluster: { ...cluster, bootstrapServers: [own] } }))).toEqual([
      ["SF2981", "mirror.dr.cluster.bootstrapServers[0]"],
    ]);
    expect(found(to({ alias: "dr" }))).toEqual([["SF2981", "mirror.dr.cluster.alias"]]);
  });

  it("refuse mirrors that feed each other under the same names (SF2982)", () => {
    const both = (policy: string, settings: object = {}) => ({
      out: { direction: "to", cluster, policy, ...settings },
      back: { direction: "from", cluster: { ...cluster, alias: "dr" } },
    });
    expect(found(both("identity"))).toEqual([["SF2982", "mirror.out.policy"]]);
    expect(found(both("default"))).toEqual([]);
    const disjoint = both("identity", { topics: ["orders"] });
    expect(found({ ...disjoint, back: { ...disjoint.back, topics: ["audit"] } })).toEqual([]);
  });

  it("refuse more copies than the target has brokers (SF2983)", () => {
    expect(found(from({ replicationFactor: 4 }))).toEqual([["SF2983", "mirror.dr.replicationFactor"]]);
    expect(found(from({ replicationFactor: 3 }))).toEqual([]);
    expect(found(to({ replicationFactor: 4 }))).toEqual([]);
    expect(found(to({ replicationFactor: 4, cluster: { ...cluster, brokers: 3 } }))).toEqual([
      ["SF2983", "mirror.dr.replicationFactor"],
    ]);
  });

  it("refuse two mirrors that share the topics of their offsets (SF2984)", () => {
    expect(found({ ...to(), again: { direction: "to", cluster } })).toEqual([["SF2984", "mirror.again"]]);
    expect(found({ ...to(), again: { direction: "to", alias: "other", cluster } })).toEqual([]);
    expect(
      found({
        ...to(),
        again: { direction: "to", cluster: { alias: "eu", bootstrapServers: ["eu.acme.example:9094"] } },
      }),
    ).toEqual([]);
  });

  it("warn of a pattern that matches no whole name (SF2985)", () => {
    expect(found(to({ topics: ["order"] }), { topics: list })).toEqual([["SF2985", "mirror.dr.topics[0]"]]);
    expect(found(to({ topics: ["order.*"] }), { topics: list })).toEqual([]);
    expect(found(from({ topics: ["order"] }), { topics: list })).toEqual([]);
  });

  it("warn of connections in the clear (SF2986)", () => {
    expect(found(to({ cluster: { ...cluster, tls: false } }))).toEqual([["SF2986", "mirror.dr.cluster.tls"]]);
  });

  it("refuse mirrors on a Kafka that nobody can log in to (SF2987)", () => {
    const on = (kafka: object) =>
      diagnose(
        { certificates: {}, secretStores: {}, kubernetesKafka: kafka, mirror: { dr: { direction: "to", cluster } } },
        certificates,
        secretStores,
        kubernetesKafka,
        mirror,
      ).map(({ code, path }) => `${code} ${path}`);
    expect(on({ hasAdministrator: false })).toContain("SF2987 mirror");
    expect(on({ listeners: ["plaintext"] })).toContain("SF2987 mirror");
    expect(on({})).not.toContain("SF2987 mirror");
  });

  it("refuse a heap that leaves the JVM no room (SF2988)", () => {
    expect(found(to({ heap: "2GiB" }))).toEqual([["SF2988", "mirror.dr.heap"]]);
    expect(found(to({ heap: "1536MiB" }))).toEqual([]);
  });
});
