import { defineComponent, type Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Workload, workloads } from "../../../kubernetes/workload.js";
import { compileObject, diagnose } from "../../../testing.js";
import { selects } from "../../../trees/pod.js";
import { strimziPods } from "../../../trees/strimzi-pods.js";
import { certificates } from "../../cluster/certificates/index.js";
import { externalSecrets } from "../../cluster/external-secrets/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { kafkaCluster } from "../../kafka/kafka-cluster/index.js";
import { topics } from "../topics/index.js";
import { topicsJob } from "../topics-job/index.js";
import { users } from "../users/index.js";
import { kafkaConnect } from "./index.js";

const components = [certificates, externalSecrets, secretStores, kafkaCluster, topicsJob, topics, users, kafkaConnect];
type Engine = "strimzi" | "statefulset";

const image = "registry.acme.example/kafka-connect:4.3.1-jdbc-10.8.4";
const orders = {
  class: "io.confluent.connect.jdbc.JdbcSinkConnector",
  tasksMax: 4,
  topics: ["orders", "returns"],
  config: {
    "connection.url": "jdbc:postgresql://db.acme.example/orders",
    "connection.password": { secretsManager: "acme/orders-db", key: "password" },
    "batch.size": 500,
    "auto.create": false,
  },
};
const heartbeat = {
  class: "org.apache.kafka.connect.mirror.MirrorHeartbeatConnector",
  clients: ["target.cluster."],
  config: { "source.cluster.alias": "test", "target.cluster.alias": "test" },
};
const state = {
  "connect-configs": { partitions: 1, config: { "cleanup.policy": "compact" } },
  "connect-offsets": { partitions: 25, config: { "cleanup.policy": "compact" } },
  "connect-status": { partitions: 5, config: { "cleanup.policy": "compact" } },
};
const rights = {
  produce: ["connect-*"],
  consume: ["connect-*", "orders", "returns"],
  groups: ["connect-*"],
};

/** What the spec says of Kafka Connect. */
type Settings = Readonly<Record<string, unknown>>;

/** An environment of these settings; `image: null` leaves Kafka's own image. */
const environment = (
  { image: named = image, ...settings }: Settings = {},
  engine: Engine = "strimzi",
  more: object = {},
) => ({
  certificates: {},
  externalSecrets: { secretNames: ["test/*"] },
  secretStores: {},
  kafkaCluster: { engine, zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
  topics: { orders: { partitions: 6 }, returns: { partitions: 2 }, ...state },
  users: { connect: { acls: rights } },
  kafkaConnect: { user: "connect", ...(named === null ? {} : { image: named }), connectors: { orders }, ...settings },
  ...more,
});
const byCertificate = { users: { connect: { authentication: "tls", acls: rights } } };
const compiled = (settings: Settings, engine: Engine, more: object = {}) =>
  compileObject(environment(settings, engine, more), ...components);
const own = (settings: Settings, engine: Engine, kind: string, more: object = {}) =>
  compiled(settings, engine, more)
    .manifests("kafka-connect")
    .filter((manifest) => manifest.kind === kind);
const specOf = <Spec>(manifest: Manifest | undefined) => manifest?.spec as Spec;
const found = (settings: Settings, engine: Engine = "strimzi", more: object = {}) =>
  diagnose(environment(settings, engine, more), ...components).flatMap(({ code, path }) =>
    /^SF29(6[6-9]|7|80)/.test(code) ? [[code, path]] : [],
  );

interface Connect {
  readonly authentication: unknown;
  readonly config: Readonly<Record<string, unknown>>;
  readonly template: {
    readonly pod: { readonly volumes?: readonly { readonly name: string; readonly secret: unknown }[] };
    readonly connectContainer: { readonly volumeMounts?: readonly { readonly mountPath: string }[] };
  };
}
const connect = (settings: Settings = {}, more: object = {}) =>
  specOf<Connect>(own(settings, "strimzi", "KafkaConnect", more)[0]);
const connector = (settings: Settings, more: object = {}) =>
  specOf<Readonly<Record<string, unknown>> & { readonly config: Readonly<Record<string, unknown>> }>(
    own(settings, "strimzi", "KafkaConnector", more)[0],
  );
/** Files of the ConfigMaps of the Deployment and the Job. */
const files = (settings: Settings = {}, more: object = {}): Readonly<Record<string, string>> =>
  Object.assign(
    {},
    ...own(settings, "statefulset", "ConfigMap", more).map(({ data }) => data as Readonly<Record<string, string>>),
  ) as Readonly<Record<string, string>>;
const properties = (settings: Settings = {}, more: object = {}) =>
  new Map(
    (files(settings, more)["connect.properties"] ?? "")
      .trimEnd()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

describe("connectors by Strimzi", () => {
  it("are objects that the operator keeps in step, with class, tasks, state and topics", () => {
    expect(own({}, "strimzi", "KafkaConnect")[0]?.metadata.annotations).toMatchObject({
      "strimzi.io/use-connector-resources": "true",
    });
    const [object] = own({ connectors: { orders: { ...orders, state: "paused" } } }, "strimzi", "KafkaConnector");
    expect(object?.metadata).toMatchObject({ name: "orders", labels: { "strimzi.io/cluster": "connect" } });
    expect(object?.spec).toMatchObject({
      class: orders.class,
      tasksMax: 4,
      state: "paused",
      config: { topics: "orders,returns", "batch.size": 500, "auto.create": false },
    });
  });

  it("read secrets from files that the workers mount, and hold none", () => {
    expect(connector({}).config["connection.password"]).toBe("${files:/mnt/secrets:orders.connection.password}");
    const { config, template } = connect();
    expect(template.pod.volumes).toEqual([
      {
        name: "secrets",
        secret: {
          secretName: "connect-connectors",
          defaultMode: 0o440,
          items: [{ key: "orders.connection.password", path: "orders.connection.password" }],
        },
      },
    ]);
    expect(template.connectContainer.volumeMounts).toEqual([{ name: "secrets", mountPath: "/mnt/secrets" }]);
    expect(config).toMatchObject({
      "config.providers": "files",
      "config.providers.files.class": "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
      "config.providers.files.param.allowed.paths": "/mnt",
    });
    expect(compiled({}, "strimzi").file("kubernetes/kafka-connect/externalsecret-connect-connectors.yaml")).toMatch(
      /key: acme\/orders-db[\s\S]*property: password|property: password[\s\S]*key: acme\/orders-db/,
    );
  });

  it("are given the way into this Kafka below the prefixes of their own clients", () => {
    const settings = { image: null, connectors: { heartbeat } };
    expect(connector(settings, byCertificate).config).toMatchObject({
      "target.cluster.bootstrap.servers": "test-kafka-bootstrap.streaming.svc:9093",
      "target.cluster.security.protocol": "SSL",
      "target.cluster.ssl.keystore.key": "${files:/mnt/user:user.key}",
      "target.cluster.ssl.truststore.location": "/mnt/trust/ca.crt",
    });
    expect(connect(settings, byCertificate).template.pod.volumes?.map(({ name }) => name)).toEqual(["user", "trust"]);
    expect(connector(settings).config).toMatchObject({
      "target.cluster.bootstrap.servers": "test-kafka-bootstrap.streaming.svc:9092",
      "target.cluster.sasl.jaas.config": "${files:/mnt/user:sasl.jaas.config}",
    });
  });
});

describe("workers by Strimzi", () => {
  it("log in as the user of the spec, by its password or its certificate", () => {
    expect(connect().authentication).toEqual({
      type: "scram-sha-512",
      username: "connect",
      passwordSecret: { secretName: "connect", password: "password" },
    });
    expect(connect({}, byCertificate).authentication).toEqual({
      type: "tls",
      certificateAndKey: { secretName: "connect", certificate: "user.crt", key: "user.key" },
    });
  });

  it("have group, topics, replication and JSON as the spec says, or as the brokers", () => {
    expect(connect()).toMatchObject({
      replicas: 2,
      groupId: "connect-cluster",
      configStorageTopic: "connect-configs",
      offsetStorageTopic: "connect-offsets",
      statusStorageTopic: "connect-status",
      image,
      config: {
        "config.storage.replication.factor": -1,
        "key.converter": "org.apache.kafka.connect.json.JsonConverter",
        "value.converter": "org.apache.kafka.connect.json.JsonConverter",
      },
    });
    const settings = {
      storage: { replicationFactor: 2 },
      converters: { value: { config: { "schemas.enable": false } } },
      configuration: { "offset.flush.interval.ms": 10_000 },
    };
    expect(connect(settings).config).toMatchObject({
      "status.storage.replication.factor": 2,
      "value.converter.schemas.enable": false,
      "offset.flush.interval.ms": 10_000,
    });
  });

  it("mount plugins from images of their own", () => {
    const reference = "registry.acme.example/jdbc:10.8.4";
    expect(connect({ image: null, plugins: { jdbc: reference } })).toMatchObject({
      plugins: [{ name: "jdbc", artifacts: [{ type: "image", reference }] }],
    });
  });
});

describe("workers by a Deployment", () => {
  it("are told the same as by Strimzi", () => {
    const settings = { storage: { replicationFactor: 2 }, configuration: { "offset.flush.interval.ms": 10_000 } };
    const here = properties(settings);
    for (const [key, value] of Object.entries(connect(settings).config))
      expect(here.get(key), key).toBe(key === "config.providers" ? "files,environment" : String(value));
    expect(here.get("group.id")).toBe("connect-cluster");
    expect(here.get("plugin.path")).toBe("/opt/kafka/plugins");
    expect(here.get("rest.advertised.host.name")).toBe("${environment:POD_IP}");
  });

  it("log in as the user, for themselves and for their connectors' clients, by files alone", () => {
    for (const prefix of ["", "producer.", "consumer.", "admin."]) {
      expect(properties().get(`${prefix}sasl.jaas.config`)).toBe("${files:/mnt/user:sasl.jaas.config}");
      expect(properties({}, byCertificate).get(`${prefix}ssl.keystore.key`)).toBe("${files:/mnt/user:tls.key}");
    }
    const { template } = specOf<{
      template: {
        spec: { volumes: { name: string; secret?: { secretName: string; items: { key: string }[] } }[] };
      };
    }>(own({}, "statefulset", "Deployment", byCertificate)[0]);
    const mounted = template.spec.volumes.flatMap(({ secret }) =>
      secret ? [[secret.secretName, secret.items.map(({ key }) => key)]] : [],
    );
    expect(mounted).toEqual([
      ["connect", ["tls.crt", "tls.key"]],
      ["kafka-ca", ["ca.crt"]],
      ["connect-connectors", ["orders.connection.password"]],
    ]);
  });

  it("are started anew when a mounted certificate or secret is another one than they have read", () => {
    const { template } = specOf<{
      template: {
        spec: {
          containers: { env: { name: string; value?: string }[]; livenessProbe: { exec: { command: string[] } } }[];
        };
      };
    }>(own({}, "statefulset", "Deployment")[0]);
    const [worker] = template.spec.containers;
    expect(worker?.env).toContainEqual({ name: "SECRETS", value: "/mnt/user /mnt/trust /mnt/secrets" });
    expect(worker?.livenessProbe.exec.command.at(-1)).toMatch(/is-healthy\.sh$/);
  });

  it("are started anew with other settings, one after the other", () => {
    const deployment = (settings: Settings) =>
      specOf<{ strategy: unknown; template: { metadata: { annotations: Readonly<Record<string, string>> } } }>(
        own(settings, "statefulset", "Deployment")[0],
      );
    const hash = (settings: Settings) => deployment(settings).template.metadata.annotations["checksum/files"];
    expect(hash({})).not.toBe(hash({ groupId: "other" }));
    expect(hash({})).toBe(hash({ connectors: { orders: { ...orders, tasksMax: 1 } } }));
    expect(deployment({}).strategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });
});

describe("the Job of connectors", () => {
  it("has each connector's configuration as Connect keeps it, and the name of who may delete it", () => {
    const data = files({ connectors: { orders, idle: { ...orders, state: "stopped" } } });
    expect(data["connectors.tsv"]).toBe("idle\tstopped\norders\trunning\n");
    expect(JSON.parse(data["orders.json"] ?? "")).toEqual({
      name: "orders",
      "connector.class": orders.class,
      "tasks.max": "4",
      topics: "orders,returns",
      "connection.url": "jdbc:postgresql://db.acme.example/orders",
      "connection.password": "${files:/mnt/secrets:orders.connection.password}",
      "batch.size": "500",
      "auto.create": "false",
      "streamform.owner": "test",
    });
  });

  it("is another one whenever connectors, their secrets or the workers change, and there is one when none are left", () => {
    const job = (settings: Settings) => own(settings, "statefulset", "Job")[0]?.metadata.name;
    const password = { ...orders, config: { ...orders.config, "connection.password": { secretsManager: "other" } } };
    const names = [
      job({}),
      job({ connectors: {} }),
      job({ connectors: { orders: password } }),
      job({ image: `${image}-2` }),
    ];
    expect(new Set(names).size).toBe(4);
    expect(job({})).toBe(job({}));
  });

  it("holds no credentials of Kafka's", () => {
    const { template } = specOf<{ template: { spec: { volumes: object[] } } }>(own({}, "statefulset", "Job")[0]);
    expect(template.spec.volumes.filter((volume) => "secret" in volume)).toEqual([]);
  });
});

describe("the unit of Kafka Connect", () => {
  it.each<Engine>(["strimzi", "statefulset"])("waits for the topics of its state, with %s", (engine) => {
    const waits = (more: object) =>
      compiled({}, engine, more).plan.units.find(({ id }) => id === "kubernetes/kafka-connect")?.dependsOn;
    expect(waits({})).toContain("kubernetes/topics");
    const without = { topics: { orders: { partitions: 6 }, returns: { partitions: 2 } } };
    const create = { resource: "topic", name: "connect-*", operations: ["Create"] };
    const users = { connect: { acls: { ...rights, rules: [create] } } };
    expect(waits({ ...without, users })).not.toContain("kubernetes/topics");
  });
});

describe("pods of Kafka Connect", () => {
  const seen = (engine: Engine): readonly Workload[] => {
    const list: Workload[] = [];
    const observer = defineComponent({
      name: "observer",
      title: "Observer",
      spec: z.strictObject({}),
      uses: { workloads },
      summary: ({ uses }) => {
        list.push(...uses.workloads.filter(({ name }) => /^connect/.test(name)));
        return {};
      },
    });
    compileObject(environment({}, engine, { observer: {} }), ...components, observer);
    return list;
  };

  it("let in to their REST API each other and what looks after connectors, and nobody else", () => {
    const from = (engine: Engine) => seen(engine)[0]?.flows.map((flow) => [flow.port, flow.from]);
    const [workers] = seen("statefulset");
    expect(from("strimzi")).toEqual([
      [
        8083,
        [
          { labels: { "strimzi.io/cluster": "connect", "strimzi.io/kind": "KafkaConnect" } },
          { labels: { "strimzi.io/kind": "cluster-operator" }, namespace: "strimzi" },
        ],
      ],
    ]);
    expect(from("statefulset")).toEqual([
      [8083, [{ labels: workers?.labels }, { labels: seen("statefulset")[1]?.labels }]],
    ]);
  });

  it("are as many as the workloads say, with their labels and ports", () => {
    const [workload] = seen("strimzi");
    const pods = strimziPods(own({}, "strimzi", "KafkaConnect"));
    expect(pods.map(({ name }) => name)).toEqual(["connect-connect-0", "connect-connect-1"]);
    for (const pod of pods) {
      expect(selects(workload?.labels ?? {}, pod.labels)).toBe(true);
      expect(pod.ports).toContainEqual({ name: "tcp-prometheus", number: 9404 });
      expect(pod.requests).toEqual(workload?.requests);
    }
  });
});

describe("checks of Kafka Connect", () => {
  const oneConnector = (differing: object) => ({ connectors: { orders: { ...orders, ...differing } } });

  it("find nothing to say of workers with what they need", () => {
    expect(found({})).toEqual([]);
    expect(found({}, "statefulset", byCertificate)).toEqual([]);
  });

  it.each([
    ["connection.password", "hunter2"],
    ["aws.secret.access.key", "wJalrXUtnFEMI"],
    ["http.auth.token", "abc"],
    ["sasl.jaas.config", 'PlainLoginModule required username="a" password="b";'],
    ["connection.url", "jdbc:postgresql://orders:hunter2@db.acme.example/orders"],
  ])("refuse a credential as text in %s (SF2971)", (key, value) => {
    expect(found(oneConnector({ config: { [key]: value } }))).toEqual([
      ["SF2971", `kafkaConnect.connectors.orders.config["${key}"]`],
    ]);
  });

  it("repeat no line with a credential (SF2971)", () => {
    const told = diagnose(environment(oneConnector({ config: { "connection.password": "hunter2" } })), ...components);
    expect(told.filter(({ code }) => code === "SF2971").map(({ sensitive }) => sensitive)).toEqual([true]);
    expect(JSON.stringify(told)).not.toContain("hunter2");
  });

  it("take references, and keys that only sound like credentials (SF2971)", () => {
    const config = {
      "connection.password": "${secrets:/mnt/x:password}",
      "key.converter": "org.apache.kafka.connect.storage.StringConverter",
      "tokenizer.class": "org.example.Words",
      "aws.access.key.id": "AKIAIOSFODNN7EXAMPLE",
      "pk.mode": "record_key",
    };
    expect(found(oneConnector({ config }))).toEqual([]);
  });

  it("refuse more copies of Connect's topics than there are brokers (SF2972)", () => {
    expect(found({ storage: { replicationFactor: 4 } })).toEqual([
      ["SF2972", "kafkaConnect.storage.replicationFactor"],
    ]);
    expect(found({ storage: { replicationFactor: 3 } })).toEqual([]);
  });

  it("refuse topics of Connect's state that lose records, or the order of configurations (SF2966)", () => {
    const list = { orders: { partitions: 6 }, returns: { partitions: 2 }, ...state };
    const compact = { "cleanup.policy": "compact" };
    const withState = (name: string, topic: object) => found({}, "strimzi", { topics: { ...list, [name]: topic } });
    expect(withState("connect-offsets", { partitions: 25 })).toEqual([["SF2966", "topics.connect-offsets.config"]]);
    expect(withState("connect-configs", { partitions: 3, config: compact })).toEqual([
      ["SF2966", "topics.connect-configs.partitions"],
    ]);
    expect(withState("connect-configs", { partitions: 1, config: compact })).toEqual([]);
  });

  it("refuse two kinds of state in one topic (SF2980)", () => {
    expect(found({ storage: { offsets: "connect-configs" } })).toEqual([["SF2980", "kafkaConnect.storage.offsets"]]);
    expect(found({ storage: { status: "connect-offsets" } })).toEqual([["SF2980", "kafkaConnect.storage.status"]]);
    expect(found({ storage: { status: "connect-status-2" } })).not.toContainEqual(["SF2980", expect.anything()]);
  });

  it("warn of more tasks than the topics have partitions together (SF2973)", () => {
    expect(found(oneConnector({ tasksMax: 9 }))).toEqual([["SF2973", "kafkaConnect.connectors.orders.tasksMax"]]);
    expect(found(oneConnector({ tasksMax: 8 }))).toEqual([]);
  });

  it("refuse a class that Kafka's own image does not have (SF2974)", () => {
    const path = "kafkaConnect.connectors.orders.class";
    expect(found({ image: null })).toEqual([["SF2974", path]]);
    expect(found({ image: null, plugins: { jdbc: "registry.acme.example/jdbc:1" } })).toEqual([]);
    expect(found({ image: null, connectors: { heartbeat } })).toEqual([]);
    expect(found({ image: null, connectors: { orders: { class: "FileStreamSink" } } })).toEqual([["SF2974", path]]);
  });

  it("refuse a user that is not there (SF2975)", () => {
    expect(found({ user: "conect" })).toEqual([["SF2975", "kafkaConnect.user"]]);
  });

  it("refuse a user that lacks a right of the workers or of a sink (SF2976)", () => {
    const lacks = (acls: object, more: object = {}) =>
      diagnose(environment({}, "strimzi", { users: { connect: { acls } }, ...more }), ...components).flatMap(
        ({ code, message }) => (code === "SF2976" ? [message] : []),
      );
    expect(lacks(rights)).toEqual([]);
    expect(lacks({ ...rights, consume: ["connect-*", "returns"], groups: ["connect-cluster"] })).toEqual([
      "connect lacks Read on the group connect-orders",
      "connect lacks Read on the topic orders",
    ]);
    // Where nobody else makes the topics of their state, the workers do.
    const topicsWithoutState = { topics: { orders: { partitions: 6 }, returns: { partitions: 2 } } };
    expect(lacks(rights, topicsWithoutState)).toEqual(
      ["configs", "offsets", "status"].map((of) => `connect lacks Create on the topic connect-${of}`),
    );
    const create = { resource: "topic", name: "connect-*", operations: ["Create"] };
    expect(lacks({ ...rights, rules: [create] }, topicsWithoutState)).toEqual([]);
    const createAny = { resource: "cluster", operations: ["Create"] };
    expect(lacks({ ...rights, rules: [createAny] }, topicsWithoutState)).toEqual([]);
    const denied = { resource: "topic", name: "connect-offsets", operations: ["Write"], permission: "deny" };
    expect(lacks({ ...rights, rules: [denied] })).toEqual(["connect lacks Write on the topic connect-offsets"]);
  });

  it("refuse a user that lacks a right on what a sink names in its own configuration (SF2976)", () => {
    const lacks = (config: object, acls: object) =>
      diagnose(
        environment({ connectors: { orders: { class: orders.class, config } } }, "strimzi", {
          users: { connect: { acls } },
        }),
        ...components,
      ).flatMap(({ code, message }) => (code === "SF2976" ? [message] : []));
    const state = { ...rights, consume: ["connect-*"] };
    expect(lacks({ "topics.regex": "order.*" }, rights)).toEqual([]);
    expect(lacks({ "topics.regex": "order.*" }, state)).toEqual(["connect lacks Read on the topic orders"]);
    // Topics that are not there yet, and an expression that Java alone understands.
    for (const regex of ["eu\\.orders-.*", "eu\\.(?i)orders"]) {
      const lacking = `connect lacks Read on every topic that matches ${regex}`;
      expect(lacks({ "topics.regex": regex }, rights)).toEqual([lacking]);
      expect(lacks({ "topics.regex": regex }, { ...rights, consume: [...rights.consume, "eu.*"] })).toEqual([]);
    }
    const deadLetters = { "topics.regex": "orders", "errors.deadletterqueue.topic.name": "returns" };
    expect(lacks(deadLetters, rights)).toEqual(["connect lacks Write on the topic returns"]);
    expect(lacks({ ...deadLetters, "errors.deadletterqueue.topic.name": "connect-dead" }, rights)).toEqual([
      "connect lacks Create on the topic connect-dead",
    ]);
    expect(lacks(deadLetters, { ...rights, produce: ["connect-*", "returns"] })).toEqual([]);
  });

  it("refuse a user that lacks transactional ids for exactly-once support of sources (SF2976)", () => {
    const lacks = (support: string, acls: object) =>
      diagnose(
        environment(
          {
            connectors: { orders, heartbeat: { ...heartbeat, tasksMax: 2 } },
            configuration: { "exactly.once.source.support": support },
          },
          "strimzi",
          { users: { connect: { acls: { ...rights, ...acls } } } },
        ),
        ...components,
      ).flatMap(({ code, message }) => (code === "SF2976" ? [message] : []));
    const lacking = (id: string) => `connect lacks Describe, Write on the transactional-id ${id}`;
    const leader = "connect-cluster-connect-cluster";
    expect(lacks("disabled", {})).toEqual([]);
    expect(lacks("preparing", {})).toEqual([lacking(leader)]);
    expect(lacks("enabled", { transactionalIds: [leader] })).toEqual(
      [0, 1].map((task) => lacking(`connect-cluster-heartbeat-${task}`)),
    );
    expect(lacks("enabled", { transactionalIds: ["connect-cluster-*"] })).toEqual([]);
  });

  it("refuse a heap that leaves the JVM no room (SF2977)", () => {
    expect(found({ heap: "2GiB" })).toEqual([["SF2977", "kafkaConnect.heap"]]);
    expect(found({ heap: "1536MiB" })).toEqual([]);
  });

  it("refuse images that are not pinned (SF2978)", () => {
    expect(found({ image: "registry.acme.example/kafka-connect:latest" })).toEqual([["SF2978", "kafkaConnect.image"]]);
    expect(found({ plugins: { jdbc: "registry.acme.example/jdbc" } })).toEqual([
      ["SF2978", "kafkaConnect.plugins.jdbc"],
    ]);
  });

  it("refuse plugins that nobody would mount (SF2979)", () => {
    const plugins = { jdbc: "registry.acme.example/jdbc:10.8.4" };
    expect(found({ plugins }, "statefulset")).toEqual([["SF2979", "kafkaConnect.plugins"]]);
    expect(found({ plugins })).toEqual([]);
  });

  it("refuse settings and keys that have a place of their own (SF2968, SF2969)", () => {
    const configuration = { "group.id": "other", "producer.ssl.protocol": "TLSv1.3", "ssl.protocol": "TLSv1.3" };
    expect(found({ configuration })).toEqual([
      ["SF2968", 'kafkaConnect.configuration["group.id"]'],
      ["SF2968", 'kafkaConnect.configuration["producer.ssl.protocol"]'],
    ]);
    const sink = { "topics.regex": "orders.*" };
    expect(found(oneConnector({ topics: ["orders"], tasksMax: 1, config: { topics: "orders" } }))).toEqual([
      ["SF2969", "kafkaConnect.connectors.orders.config.topics"],
    ]);
    expect(found({ connectors: { orders: { class: orders.class, config: { topics: "orders" } } } })).toEqual([
      ["SF2969", "kafkaConnect.connectors.orders.config.topics"],
    ]);
    expect(found({ connectors: { orders: { class: orders.class, config: sink } } })).toEqual([]);
    expect(found(oneConnector({ config: sink }))).toEqual([
      ["SF2969", 'kafkaConnect.connectors.orders.config["topics.regex"]'],
    ]);
    expect(found(oneConnector({ config: { "tasks.max": 3 } }))).toEqual([
      ["SF2969", 'kafkaConnect.connectors.orders.config["tasks.max"]'],
    ]);
  });

  it("refuse a credential in the settings of workers (SF2967)", () => {
    expect(found({ converters: { value: { config: { "basic.auth.user.info": "a:b", token: "abc" } } } })).toEqual([
      ["SF2967", 'kafkaConnect.converters.value.config["basic.auth.user.info"]'],
      ["SF2967", "kafkaConnect.converters.value.config.token"],
    ]);
  });

  it("warn of a sink of topics that nobody makes (SF2970)", () => {
    expect(found(oneConnector({ topics: ["order"], tasksMax: 1 }))).toContainEqual([
      "SF2970",
      "kafkaConnect.connectors.orders.topics[0]",
    ]);
    const byRegex = (regex: string) =>
      found({ connectors: { orders: { class: orders.class, config: { "topics.regex": regex } } } });
    expect(byRegex("orders?")).toEqual([]);
    expect(byRegex("ordres.*|order")).toEqual([["SF2970", 'kafkaConnect.connectors.orders.config["topics.regex"]']]);
  });
});
