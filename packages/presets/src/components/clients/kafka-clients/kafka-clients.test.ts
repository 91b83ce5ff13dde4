import { type DescribePart, defineComponent, provide, type UsesMap } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { byJob } from "../../../kafka/by-job/index.js";
import { type Kafka, kafka, type Listener } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { anySchemaRegistry } from "../../../kafka/schema-registry.js";
import { topicDefaults } from "../../../kafka/testing.js";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { versions } from "../../../versions/versions.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { topics } from "../topics/index.js";
import { users } from "../users/index.js";
import { kafkaClients } from "./index.js";

const names = ["scram", "iam", "tls", "mtls", "plaintext"] as const;
const fakeSpec = z.strictObject({
  listeners: z.array(z.enum(names)).min(1),
  /** Whether the brokers run in Kubernetes, with certificates of a CA that nobody else knows. */
  privateCa: z.boolean().default(false),
});

/** A Kafka that opens the listeners of its spec, in that order of preference. */
const fakeKafka = defineComponent({
  name: "fake-kafka",
  title: "Kafka for tests",
  spec: fakeSpec,
  terraform: () => ({ bootstrap: "b-1:9096,b-2:9096" }),
  provides: [provide(kafka, asKafka)],
});

type Fake = DescribePart<typeof fakeSpec, UsesMap, unknown, { bootstrap: string }>;

function asKafka({ spec, terraform }: Fake): Kafka {
  const [first, ...more] = spec.listeners.map((name) => ({
    ...listenerOf(name, terraform.bootstrap),
    ...(spec.privateCa ? { trust: { secret: "acme-ca", key: "root.crt" } } : {}),
  }));
  if (!first) throw new TypeError("no listener");
  return {
    version: "3.5.1",
    brokers: 3,
    zones: ["eu-central-1a"],
    listeners: [first, ...more],
    defaults: topicDefaults,
    tieredStorage: false,
    storage: 300,
    ...byJob,
    programs: programsFor(versions.entries, "3.5.1"),
    ...(spec.privateCa
      ? {
          clusterName: "acme",
          adminCertificate: { secret: "acme-admin", certificate: "user.crt", privateKey: "user.key" },
        }
      : {}),
  };
}

function listenerOf(name: Listener["name"], bootstrapServers: Listener["bootstrapServers"]): Listener {
  if (name === "plaintext") return { name, protocol: "PLAINTEXT", port: 9092, bootstrapServers };
  if (name === "tls" || name === "mtls") return { name, protocol: "SSL", port: 9094, bootstrapServers };
  return {
    name,
    protocol: "SASL_SSL",
    mechanism: name === "iam" ? "AWS_MSK_IAM" : "SCRAM-SHA-512",
    port: 9096,
    bootstrapServers,
  };
}

const components = [fakeKafka, secretStores, kafkaClients];
const environment = (listeners: readonly string[], clients: object = {}, more: object = {}) => ({
  fakeKafka: { listeners },
  secretStores: {},
  kafkaClients: clients,
  ...more,
});
const hosts = "hosts/kafka-clients";

describe("client settings", () => {
  it("write one properties file a listener, for those that the brokers open and no other", () => {
    const { plan } = compileObject(environment(["scram", "tls"]), ...components);
    const paths = plan.units
      .flatMap(({ artifacts }) => artifacts.map(({ path }) => path))
      .filter((path) => path.includes("/properties/"));
    expect(paths.sort()).toEqual(
      ["client-scram", "client-tls", "consumer", "producer"].map((name) => `${hosts}/properties/${name}.properties`),
    );
  });

  it("name variables where a secret belongs", () => {
    const { file } = compileObject(environment(["scram"]), ...components);
    expect(file(`${hosts}/properties/client-scram.properties`)).toContain(
      'username="${env:KAFKA_USERNAME}" password="${env:KAFKA_PASSWORD}"',
    );
    expect(file(`${hosts}/python/settings.py`)).toContain('"sasl.password": os.environ["KAFKA_PASSWORD"]');
  });

  it.each(["scram", "iam", "tls", "mtls"])("verify the brokers' certificates and names: %s", (listener) => {
    const { file } = compileObject(environment([listener]), ...components);
    expect(file(`${hosts}/properties/client-${listener}.properties`)).toContain(
      "\nssl.endpoint.identification.algorithm=https\n",
    );
    expect(file(`${hosts}/python/settings.py`)).toContain('"enable.ssl.certificate.verification": True');
    expect(file(`${hosts}/nodejs/settings.js`)).toContain('"enable.ssl.certificate.verification": true');
    expect(file(`${hosts}/java/src/main/resources/application.yaml`)).toContain(
      '"[ssl.endpoint.identification.algorithm]": https',
    );
    expect(file(`${hosts}/go/settings/settings.go`)).not.toContain("InsecureSkipVerify");
  });

  it("reach pods as a Secret a listener, waiting for the stack that knows the address, and a ConfigMap with the same files", () => {
    const { plan, file, manifest } = compileObject(environment(["scram"]), ...components);
    const secret = file("kubernetes/kafka-clients/externalsecret-kafka-client-scram.yaml");
    expect(secret).toContain("key: /streamform/test/fake-kafka/bootstrap");
    expect(secret).toContain("KAFKA_SASL_MECHANISM: SCRAM-SHA-512");
    expect(plan.units.find(({ id }) => id === "kubernetes/kafka-clients")?.dependsOn).toContain("terraform/fake-kafka");
    const { data } = manifest("kafka-clients", "ConfigMap") as unknown as { data: Record<string, string> };
    expect(data["client-scram.properties"]).toBe(file(`${hosts}/properties/client-scram.properties`));
  });

  it("name the Schema Registry of an environment that has one", () => {
    const registry = defineComponent({
      name: "registry",
      title: "Schema Registry for tests",
      spec: z.strictObject({}),
      provides: [provide(anySchemaRegistry, () => ({ url: "http://schemas:8081" }))],
    });
    const { file, manifest } = compileObject(environment(["scram"], {}, { registry: {} }), ...components, registry);
    const properties = "schema.registry.url=http://schemas:8081\n";
    expect(file(`${hosts}/properties/schema-registry.properties`)).toBe(properties);
    expect(file(`${hosts}/README.md`)).toContain("`properties/schema-registry.properties`");
    expect(manifest("kafka-clients", "ConfigMap")).toMatchObject({
      data: { "schema-registry.properties": properties },
    });
  });
});

describe("clients of brokers that a CA of the environment's own vouches for", () => {
  const fileOf = (listener: string) =>
    compileObject(
      { fakeKafka: { listeners: [listener], privateCa: true }, secretStores: {}, kafkaClients: {} },
      ...components,
    ).file;

  it.each(["scram", "tls", "mtls"])("are told of the CA in every language: %s", (listener) => {
    const file = fileOf(listener);
    expect(file(`${hosts}/properties/client-${listener}.properties`)).toContain(
      "ssl.truststore.type=PEM\nssl.truststore.location=${env:KAFKA_TRUSTSTORE_LOCATION}\n",
    );
    expect(file(`${hosts}/python/settings.py`)).toContain('"ssl.ca.location": os.environ["KAFKA_TRUSTSTORE_LOCATION"]');
    expect(file(`${hosts}/nodejs/settings.js`)).toContain('"ssl.ca.location": required("KAFKA_TRUSTSTORE_LOCATION")');
    expect(file(`${hosts}/go/settings/settings.go`)).toMatch(/RootCAs: +roots,/);
    const { spring } = parse(file(`${hosts}/java/src/main/resources/application.yaml`));
    expect(spring.kafka.ssl).toMatchObject({
      "trust-store-type": "PEM",
      "trust-store-location": "file:${KAFKA_TRUSTSTORE_LOCATION}",
      ...(listener === "mtls" ? { "key-store-location": "file:${KAFKA_KEYSTORE_LOCATION}" } : {}),
    });
    expect(file(`${hosts}/properties/client-${listener}.properties`)).not.toContain("Amazon");
  });

  it("are not told of one that every client knows", () => {
    const { file } = compileObject(environment(["scram"]), ...components);
    for (const path of [
      "properties/client-scram.properties",
      "python/settings.py",
      "go/settings/settings.go",
      "README.md",
    ])
      expect(file(`${hosts}/${path}`), path).not.toMatch(/TRUSTSTORE|RootCAs/);
  });

  it("are shown a pod that mounts the CA's certificate and nothing else of its Secret, and takes a user's password", () => {
    const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(fileOf("scram")(`${hosts}/README.md`)) ?? [];
    const { containers, volumes } = parse(example);
    expect(volumes[0].secret).toEqual({ secretName: "acme-ca", items: [{ key: "root.crt", path: "root.crt" }] });
    expect(containers[0].envFrom).toEqual([{ secretRef: { name: "kafka-client-scram" } }]);
    expect(containers[0].env).toContainEqual({
      name: "KAFKA_PASSWORD",
      valueFrom: { secretKeyRef: { name: "my-user", key: "password" } },
    });
    expect(fileOf("mtls")(`${hosts}/README.md`)).toContain("cat user.key user.crt > client.pem");
  });

  it("are shown a pod with a user's password where no CA has to be mounted", () => {
    const { file } = compileObject(environment(["scram"]), ...components);
    const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(file(`${hosts}/README.md`)) ?? [];
    expect(parse(example)).toEqual({
      containers: [
        {
          name: "application",
          envFrom: [{ secretRef: { name: "kafka-client-scram" } }],
          env: [
            { name: "KAFKA_USERNAME", value: "my-user" },
            { name: "KAFKA_PASSWORD", valueFrom: { secretKeyRef: { name: "my-user", key: "password" } } },
          ],
        },
      ],
    });
  });

  it("call their zone as the nodes of a Kubernetes cluster do, and as MSK does elsewhere", () => {
    expect(fileOf("scram")(`${hosts}/properties/consumer.properties`)).toContain(
      "the zone's name, such as eu-central-1a",
    );
    const { file } = compileObject(environment(["scram"]), ...components);
    expect(file(`${hosts}/properties/consumer.properties`)).toContain("the zone's id, such as euc1-az1");
  });
});

describe("client programs", () => {
  it("use the listener that the environment prefers, unless the spec names another", () => {
    const settings = (clients: object) =>
      compileObject(environment(["scram", "iam"], clients), ...components).file(`${hosts}/python/settings.py`);
    expect(settings({})).toContain('"sasl.mechanism": "SCRAM-SHA-512"');
    expect(settings({ listener: "iam" })).toContain('REGION = "eu-central-1"');
  });

  it("need the signer of a language only where they use IAM", () => {
    const file = (listener: string) => compileObject(environment([listener]), ...components).file;
    expect(file("iam")(`${hosts}/java/pom.xml`)).toContain("<artifactId>aws-msk-iam-auth</artifactId>");
    expect(file("scram")(`${hosts}/java/pom.xml`)).not.toContain("aws-msk-iam-auth");
    expect(JSON.parse(file("iam")(`${hosts}/nodejs/package.json`)).dependencies).toHaveProperty(
      "aws-msk-iam-sasl-signer-js",
    );
    expect(JSON.parse(file("scram")(`${hosts}/nodejs/package.json`)).dependencies).not.toHaveProperty(
      "aws-msk-iam-sasl-signer-js",
    );
  });

  it("are written in the languages that are asked for", () => {
    const { plan } = compileObject(environment(["tls"], { languages: { java: false, go: false } }), ...components);
    const folders = plan.units
      .flatMap(({ artifacts }) => artifacts)
      .map(({ path }) => path.split("/"))
      .filter(([kind]) => kind === "hosts");
    expect([...new Set(folders.map(([, , folder]) => folder))].sort()).toEqual([
      "README.md",
      "nodejs",
      "properties",
      "python",
    ]);
  });

  it("name the dead-letter topic and the group after the topic, unless the spec names them", () => {
    const settings = (clients: object) =>
      compileObject(environment(["tls"], clients), ...components).file(`${hosts}/nodejs/settings.js`);
    expect(settings({ topic: "orders" })).toMatch(
      /deadLetterTopic = "orders-dlq";\nexport const group = "orders-consumer";/,
    );
    expect(settings({ topic: "orders", deadLetterTopic: "lost", consumerGroup: "billing" })).toMatch(
      /deadLetterTopic = "lost";\nexport const group = "billing";/,
    );
  });

  it.each(["a${env:HOME}", "a#{1}", 'a"b', "a\nb", ".."])(
    "refuse names that another language would read as its own: %j",
    (topic) => {
      expect(codes(environment(["tls"], { topic }), ...components)).toHaveLength(1);
      expect(codes(environment(["tls"], { consumerGroup: topic }), ...components)).toHaveLength(1);
    },
  );
});

describe("checks", () => {
  it("refuse dead letters on the topic itself", () => {
    expect(codes(environment(["tls"], { topic: "orders", deadLetterTopic: "orders" }), ...components)).toEqual([
      "SF2301",
    ]);
  });

  it("refuse a listener that the brokers do not open", () => {
    expect(codes(environment(["scram", "tls"], { listener: "iam" }), ...components)).toEqual(["SF2302"]);
  });

  it("warn of programs in the clear in production only", () => {
    expect(codes(environment(["plaintext"], {}, { stage: "production" }), ...components)).toEqual(["SF2303"]);
    expect(codes(environment(["plaintext"]), ...components)).toEqual([]);
    expect(
      codes(environment(["tls", "plaintext"], { listener: "plaintext" }, { stage: "production" }), ...components),
    ).toEqual(["SF2303"]);
  });

  it("warn of a consumer group that none of the users may read in", () => {
    const found = (clients: object, acls: object) =>
      diagnose(environment(["scram", "mtls"], clients, { users: { app: { acls } } }), ...components, topics, users)
        .filter(({ code }) => code === "SF2305")
        .map(({ path, message }) => [path, message]);
    const clients = { topic: "orders", consumerGroup: "billing" };
    expect(found(clients, { consume: ["orders"] })).toEqual([
      ["kafkaClients.consumerGroup", "no user may read in the group billing"],
    ]);
    expect(found(clients, { consume: ["orders"], groups: ["bill*"] })).toEqual([]);
    expect(found({ topic: "orders" }, { produce: ["orders"] })).toEqual([]);
  });

  it("warn of topics that the environment manages topics without, and say which was meant", () => {
    const found = (clients: object, more: object = {}) =>
      diagnose(environment(["tls"], clients, more), ...components, topics).map(({ code, path, message, hint }) =>
        code === "SF2304" ? [path, message, hint] : [code],
      );
    const config = { "retention.ms": "7d" };
    const managed = { topics: { orders: { partitions: 1, config }, "orders-dlq": { partitions: 1, config } } };
    expect(found({ topic: "orders" }, managed)).toEqual([]);
    expect(found({ topic: "order", deadLetterTopic: "orders-dlq" }, managed)).toEqual([
      ["kafkaClients.topic", "the topic order is not in `topics`", "Did you mean orders?"],
    ]);
    expect(found({ topic: "orders", deadLetterTopic: "elsewhere" }, managed).map(([path]) => path)).toEqual([
      "kafkaClients.deadLetterTopic",
    ]);
    expect(found({ topic: "elsewhere" })).toEqual([]);
    expect(found({}, managed)).toEqual([
      [
        "kafkaClients",
        "the client programs use the topics events and events-dlq, which are not in `topics`",
        "Name one of your topics in kafkaClients.topic. Or leave the programs out: kafkaClients: null",
      ],
    ]);
  });
});
