import { describe, expect, it } from "vitest";
import { operations, type ResourceType } from "../../components/clients/users/operations.js";
import { type Compiled, withEachKafka } from "./testing.js";

const compact = { "cleanup.policy": ["compact"] };

/** What an environment says of topics, users and connectors, whatever its Kafka. */
const spec = {
  kubernetes: { eksCluster: "acme" },
  externalSecrets: {},
  secretStores: {},
  topics: {
    orders: { partitions: 6, replicationFactor: 3, config: { "retention.ms": "7d" } },
    "connect-configs": { partitions: 1, replicationFactor: 3, config: compact },
    "connect-offsets": { partitions: 25, replicationFactor: 3, config: compact },
    "connect-status": { partitions: 5, replicationFactor: 3, config: compact },
  },
  users: {
    shop: { acls: { produce: ["orders"], transactionalIds: ["shop-*"] } },
    reports: { acls: { consume: ["orders*"], groups: ["reports"] } },
    enricher: { acls: { process: ["orders"] } },
    janitor: {
      acls: {
        rules: [
          { resource: "topic", name: "tmp-*", operations: ["Delete", "DescribeConfigs"] },
          { resource: "topic", name: "tmp-keep", operations: ["Delete"], permission: "deny" },
          { resource: "group", name: "*", operations: ["Delete", "Describe"] },
          { resource: "cluster", operations: ["Describe"] },
        ],
      },
    },
    connect: { acls: { produce: ["connect-*"], consume: ["connect-*", "orders"], groups: ["connect-*"] } },
  },
  kafkaConnect: {
    user: "connect",
    image: "registry.acme.example/connect:1",
    connectors: {
      archive: {
        class: "org.example.ArchiveSinkConnector",
        tasksMax: 2,
        topics: ["orders"],
        config: { "flush.size": 1000, password: { secretsManager: "acme/archive", key: "password" } },
      },
    },
  },
};

const compiled = withEachKafka(spec);

/** Files of a unit's ConfigMap; none where there is no such ConfigMap. */
function filesOf({ manifests }: Compiled, unit: string, file: string): Readonly<Record<string, string>> {
  const maps = manifests(unit).filter(({ kind }) => kind === "ConfigMap") as unknown as readonly {
    readonly data: Readonly<Record<string, string>>;
  }[];
  return maps.find(({ data }) => data[file] !== undefined)?.data ?? {};
}

function linesOf(text: string | undefined): readonly (readonly string[])[] {
  return (text ?? "")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"));
}

interface Objects {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}
const objectsOf = ({ manifests }: Compiled, unit: string, kind: string) =>
  manifests(unit).filter((object) => object.kind === kind) as unknown as readonly Objects[];

/** Topics by name: partitions, factor and configuration, as text. */
function topicsOf(from: Compiled) {
  const objects = objectsOf(from, "topics", "KafkaTopic").map(
    ({ metadata, spec: { partitions, replicas, config } }) => [
      metadata.name,
      [`${partitions}`, `${replicas}`, ...Object.entries(config as object).map(([key, value]) => `${key}=${value}`)],
    ],
  );
  const lines = linesOf(filesOf(from, "topics", "topics.tsv")["topics.tsv"]).map(
    ([name = "", partitions = "", factor = "", , ...config]) => [name, [partitions, factor, ...config]],
  );
  return Object.fromEntries([...objects, ...lines]);
}

/**
 * A right in words: `shop allow topic literal orders Write`. All is spelt out, and so is Describe where another operation implies it.
 * Source: Apache Kafka documentation, "Operations and Resources on Protocols".
 */
function rightsIn(
  user: string,
  permission: string,
  resource: ResourceType,
  pattern: string,
  given: readonly string[],
): readonly string[] {
  const all = given.includes("All") ? operations[resource].filter((operation) => operation !== "All") : given;
  const implied =
    permission === "allow" && all.some((operation) => ["Read", "Write", "Delete", "Alter"].includes(operation))
      ? ["Describe"]
      : [];
  return [...new Set([...all, ...implied])].map((each) => `${user} ${permission} ${resource} ${pattern} ${each}`);
}

function rightsOf(from: Compiled, byIam: boolean): readonly string[] {
  const lines = linesOf(filesOf(from, "users", "users.tsv")["users.tsv"])
    .filter(([kind, user]) => kind === "acl" && user !== "admin")
    .flatMap(([, user = "", permission = "", resource = "", kind, name, , list = ""]) =>
      rightsIn(
        user,
        permission,
        resource as ResourceType,
        resource === "cluster" ? "" : `${name}${kind === "prefixed" ? "*" : ""}`,
        list.split(","),
      ),
    );
  const objects = objectsOf(from, "users", "KafkaUser").flatMap(({ metadata, spec: { authorization } }) =>
    (authorization as { acls: readonly Acl[] }).acls.flatMap(({ type, resource, operations: list }) =>
      rightsIn(
        metadata.name,
        type,
        (resource.type === "transactionalId" ? "transactional-id" : resource.type) as ResourceType,
        resource.type === "cluster" ? "" : `${resource.name}${resource.patternType === "prefix" ? "*" : ""}`,
        list,
      ),
    ),
  );
  return [...lines, ...objects, ...(byIam ? rightsInIam(from) : [])].sort();
}

interface Acl {
  readonly type: string;
  readonly resource: { readonly type: string; readonly name?: string; readonly patternType?: string };
  readonly operations: readonly string[];
}

/** Operations that actions of IAM stand for. */
const ofActions: Readonly<Record<string, readonly [ResourceType, string]>> = {
  ReadData: ["topic", "Read"],
  WriteData: ["topic", "Write"],
  CreateTopic: ["topic", "Create"],
  DeleteTopic: ["topic", "Delete"],
  AlterTopic: ["topic", "Alter"],
  DescribeTopic: ["topic", "Describe"],
  DescribeTopicDynamicConfiguration: ["topic", "DescribeConfigs"],
  AlterTopicDynamicConfiguration: ["topic", "AlterConfigs"],
  AlterGroup: ["group", "Read"],
  DeleteGroup: ["group", "Delete"],
  DescribeGroup: ["group", "Describe"],
  AlterTransactionalId: ["transactional-id", "Write"],
  DescribeTransactionalId: ["transactional-id", "Describe"],
  DescribeCluster: ["cluster", "Describe"],
};

function rightsInIam({ terraform }: Compiled): readonly string[] {
  const policies = Object.entries(terraform("users").resource["aws_iam_role_policy"] ?? {});
  return policies.flatMap(([id, { policy }]) => {
    const { Statement } = JSON.parse(policy as string) as {
      readonly Statement: readonly {
        readonly Effect: string;
        readonly Action: readonly string[];
        readonly Resource: string | readonly string[];
      }[];
    };
    return Statement.flatMap(({ Effect, Action, Resource }) =>
      [Resource].flat().flatMap((arn) =>
        Action.flatMap((action) => {
          const right = ofActions[action.replace("kafka-cluster:", "")];
          if (!right) return [];
          const [resource, operation] = right;
          const name = resource === "cluster" ? "" : arn.split("/").slice(3).join("/");
          return [`${id.replace(/-policy$/, "")} ${Effect.toLowerCase()} ${resource} ${name} ${operation}`];
        }),
      ),
    );
  });
}

/** Connectors by name, without what only a REST API needs. */
function connectorsOf(from: Compiled) {
  const objects = objectsOf(from, "kafka-connect", "KafkaConnector").map(
    ({ metadata, spec: { class: type, tasksMax, config } }) => [
      metadata.name,
      texts({ "connector.class": type, "tasks.max": tasksMax, ...(config as object) }),
    ],
  );
  const files = Object.entries(filesOf(from, "kafka-connect", "connectors.tsv")).filter(([file]) =>
    /^archive\.json$/.test(file),
  );
  const rest = files.map(([file, text]) => {
    const { name: _, "streamform.owner": __, ...config } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return [file.replace(/\.json$/, ""), texts(config)];
  });
  return Object.fromEntries([...objects, ...rest]);
}

const texts = (config: object) =>
  Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));

describe.each(compiled.slice(1))("one spec with $name", ({ name, compiled: other }) => {
  const [{ compiled: first }] = compiled as [(typeof compiled)[0]];

  it("has the same topics as with Strimzi", () => {
    expect(Object.keys(topicsOf(first))).toHaveLength(4);
    expect(topicsOf(other)).toEqual(topicsOf(first));
  });

  it("has the same rights", () => {
    expect(rightsOf(first, false).length).toBeGreaterThan(25);
    expect(rightsOf(other, name.endsWith("IAM"))).toEqual(rightsOf(first, false));
  });

  it("has the same connectors", () => {
    expect(Object.keys(connectorsOf(first))).toEqual(["archive"]);
    expect(connectorsOf(other)).toEqual(connectorsOf(first));
  });
});
