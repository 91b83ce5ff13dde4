import { describe, expect, it } from "vitest";
import { exporterRules } from "./rules.js";

interface Configuration {
  readonly includeObjectNames: readonly string[];
  readonly rules: readonly {
    readonly pattern: string;
    readonly name: string;
    readonly type: string;
    readonly cache?: boolean;
    readonly value?: number;
  }[];
}
const roles = [
  "broker",
  "controller",
  "zookeeper",
  "connect",
  "mirror-maker",
  "cruise-control",
  "schema-registry",
] as const;
const of = (role: (typeof roles)[number]) => exporterRules(role) as Configuration;

/** The name that a rule of a role gives an attribute, as the exporter finds it: the first rule that matches. */
function nameOf(role: (typeof roles)[number], attribute: string): string | undefined {
  for (const { pattern, name } of of(role).rules) {
    const found = new RegExp(`^.*(?:${pattern}).*$`).exec(attribute);
    if (found) return name.replaceAll(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? "").toLowerCase();
  }
  return undefined;
}

describe("the exporter's rules", () => {
  it.each(roles)("of a %s read no MBean that no rule is about, and have no rule for everything", (role) => {
    const { includeObjectNames, rules } = of(role);
    expect(new Set(includeObjectNames).size).toBe(includeObjectNames.length);
    for (const object of includeObjectNames) expect(object).toMatch(/^[\w.]+:(type|name|name0)=[\w-]+/);
    for (const { pattern } of rules) expect(pattern).toMatch(/^\^[\w\\.]+</);
  });

  it.each(roles)("of a %s are cached, but where they read a text", (role) => {
    for (const { cache, value } of of(role).rules) expect(cache === true).toBe(value === undefined);
  });

  it("name a broker's MBeans as Strimzi's do", () => {
    const value = (bean: string, attribute = "Value") => nameOf("broker", `${bean}<>${attribute}: <cache>`);
    expect(value("kafka.server<type=ReplicaManager, name=UnderReplicatedPartitions>")).toBe(
      "kafka_server_replicamanager_underreplicatedpartitions",
    );
    expect(value("kafka.server<type=ReplicaManager, name=IsrShrinksPerSec>", "Count")).toBe(
      "kafka_server_replicamanager_isrshrinks_total",
    );
    expect(value("kafka.network<type=RequestMetrics, name=TotalTimeMs, request=Produce>", "99thPercentile")).toBe(
      "kafka_network_requestmetrics_totaltimems",
    );
  });

  it("keep the sum of all topics apart from each topic's", () => {
    const count = (keys: string) =>
      nameOf("broker", `kafka.server<type=BrokerTopicMetrics, name=BytesInPerSec${keys}><>Count: <cache>`);
    expect(count("")).toBe("kafka_server_brokertopicmetrics_bytesin_total");
    expect(count(", topic=orders")).toBe("kafka_server_brokertopicmetrics_topic_bytesin_total");
  });

  it("serve nothing else of an MBean: no rates over minutes, no mean since the start", () => {
    for (const attribute of ["FiveMinuteRate", "MeanRate", "StdDev", "EventType"])
      expect(nameOf("broker", `kafka.server<type=ReplicaManager, name=IsrShrinksPerSec><>${attribute}: <cache>`)).toBe(
        undefined,
      );
  });

  it("know MirrorMaker's MBeans with and without the source's alias", () => {
    const count = (keys: string) =>
      nameOf("mirror-maker", `kafka.connect.mirror<type=MirrorSourceConnector, ${keys}><>record-count: <cache>`);
    const name = "kafka_connect_mirror_mirrorsourceconnector_record-count_total";
    expect(count("target=b, topic=a.orders, partition=0")).toBe(name);
    expect(count("source=a, target=b, topic=a.orders, partition=0")).toBe(name);
  });

  it("know a ZooKeeper server of an ensemble and one alone", () => {
    const latency = (keys: string) =>
      nameOf("zookeeper", `org.apache.ZooKeeperService<${keys}><>AvgRequestLatency: <cache>`);
    expect(latency("name0=ReplicatedServer_id1, name1=replica.1, name2=Leader")).toBe(
      "zookeeper_average_request_latency_ms",
    );
    expect(latency("name0=StandaloneServer_port2181")).toBe("zookeeper_average_request_latency_ms");
  });
});
