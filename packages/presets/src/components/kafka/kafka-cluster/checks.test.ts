import { describe, expect, it } from "vitest";
import { diagnose } from "../../../testing.js";
import { certificates } from "../../cluster/certificates/index.js";
import { kafkaCluster } from "./index.js";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

type Rest = Readonly<Record<string, unknown>>;

/** What the checks of this component say of a cluster: codes with paths, without the component's key. */
function findings(spec: Rest, { uncertified, ...rest }: Rest & { readonly uncertified?: boolean } = {}): string[] {
  const object = { ...(uncertified ? {} : { certificates: {} }), kafkaCluster: { zones, ...spec }, ...rest };
  const found = diagnose(object, certificates, kafkaCluster);
  const refused = found.find(({ code }) => !/^SF28[0-3]\d$/.test(code));
  if (refused) throw new Error(`${refused.code} ${refused.message}`);
  return found.map(({ code, path }) => `${code} ${path?.replace(/^kafkaCluster\.?/, "")}`);
}

const production = { stage: "production" };

/** Each check by an environment that it stops or warns at, where it points, and by one like it that is right. */
const cases: readonly {
  readonly what: string;
  readonly wrong: Rest;
  readonly finding: string;
  readonly right: Rest;
  readonly rest?: Rest;
}[] = [
  {
    what: "Kafka 3.9 by Strimzi 1.2",
    wrong: { kafkaVersion: "3.9.1" },
    finding: "SF2801 kafkaVersion",
    right: { kafkaVersion: "3.9.1", engine: "statefulset" },
  },
  {
    what: "an image that is whatever was pushed last",
    wrong: { image: "registry.example.com/kafka:latest" },
    finding: "SF2824 image",
    right: { image: "registry.example.com/kafka:1.2.0-kafka-4.3.1" },
  },
  {
    what: "ZooKeeper by Strimzi",
    wrong: { metadata: "zookeeper" },
    finding: "SF2802 metadata",
    right: { metadata: "zookeeper", engine: "statefulset", kafkaVersion: "3.6.1" },
  },
  {
    what: "ZooKeeper for Kafka 4",
    wrong: { metadata: "zookeeper", engine: "statefulset", kafkaVersion: "4.2.1" },
    finding: "SF2802 metadata",
    right: { metadata: "kraft", engine: "statefulset", kafkaVersion: "4.2.1" },
  },
  {
    what: "four controllers",
    wrong: { controllers: { replicas: 4 } },
    finding: "SF2803 controllers.replicas",
    right: { controllers: { replicas: 5 } },
  },
  {
    what: "two ZooKeeper servers, where there are any",
    wrong: { metadata: "zookeeper", engine: "statefulset", kafkaVersion: "3.6.1", zookeeper: { replicas: 2 } },
    finding: "SF2803 zookeeper.replicas",
    right: { zookeeper: { replicas: 2 } },
  },
  {
    what: "a heap that leaves a fifth of the memory",
    wrong: { brokers: { memory: "10GiB", heap: "8GiB" } },
    finding: "SF2804 brokers.heap",
    right: { brokers: { memory: "10GiB", heap: "7680MiB" } },
  },
  {
    what: "all copies in sync",
    wrong: { configuration: { "min.insync.replicas": 3 } },
    finding: 'SF2805 configuration["min.insync.replicas"]',
    right: { configuration: { "min.insync.replicas": 2 } },
  },
  {
    what: "more copies of offsets than brokers",
    wrong: { configuration: { "offsets.topic.replication.factor": 4 } },
    finding: 'SF2806 configuration["offsets.topic.replication.factor"]',
    right: { configuration: { "offsets.topic.replication.factor": 3 } },
  },
  {
    what: "writes that one broker acknowledges",
    wrong: { configuration: { "min.insync.replicas": 1 } },
    finding: 'SF2807 configuration["min.insync.replicas"]',
    right: {},
  },
  {
    what: "four brokers in three zones",
    wrong: { brokers: { replicas: 4 } },
    finding: "SF2808 brokers.replicas",
    right: { brokers: { replicas: 6 } },
  },
  {
    what: "two brokers in three zones",
    wrong: { brokers: { replicas: 2 } },
    finding: "SF2808 brokers.replicas",
    right: { brokers: { replicas: 2 }, zones: zones.slice(0, 2) },
  },
  {
    what: "a quorum of which one of two zones has more than half",
    wrong: { zones: zones.slice(0, 2) },
    finding: "SF2809 zones",
    right: {},
    rest: production,
  },
  {
    what: "two of three copies in one of two zones",
    wrong: { zones: zones.slice(0, 2), brokers: { replicas: 4 } },
    finding: "SF2810 zones",
    right: { brokers: { replicas: 6 } },
    rest: production,
  },
  {
    what: "two brokers in production",
    wrong: { brokers: { replicas: 2 } },
    finding: "SF2811 brokers.replicas",
    right: { brokers: { replicas: 3 } },
    rest: production,
  },
  {
    what: "one controller in production",
    wrong: { controllers: { replicas: 1 } },
    finding: "SF2811 controllers.replicas",
    right: { controllers: { replicas: 3 } },
    rest: production,
  },
  {
    what: "a zone of another region",
    wrong: { zones: ["eu-central-1a", "eu-west-1b", "eu-central-1c"] },
    finding: "SF2812 zones[1]",
    right: { zones },
  },
  {
    what: "a zone twice",
    wrong: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1a"] },
    finding: "SF2812 zones[2]",
    right: { zones },
  },
  {
    what: "a limit below the request",
    wrong: { controllers: { cpu: 1, cpuLimit: 0.5 } },
    finding: "SF2813 controllers.cpuLimit",
    right: { controllers: { cpu: 1, cpuLimit: 1 } },
  },
  {
    what: "a broker's own listeners",
    wrong: { configuration: { "advertised.listeners": ["SCRAM://kafka.acme.example:9092"] } },
    finding: 'SF2814 configuration["advertised.listeners"]',
    right: { configuration: { "ssl.enabled.protocols": ["TLSv1.3"] } },
  },
  {
    what: "a protocol between brokers that the upgrade steps do not know of",
    wrong: {
      engine: "statefulset",
      metadata: "zookeeper",
      kafkaVersion: "3.9.1",
      configuration: { "inter.broker.protocol.version": "3.6" },
    },
    finding: 'SF2814 configuration["inter.broker.protocol.version"]',
    right: {
      engine: "statefulset",
      metadata: "zookeeper",
      kafkaVersion: "3.9.1",
      statefulset: { interBrokerProtocolVersion: "3.6" },
    },
  },
  {
    what: "a key that Kafka 4 no longer has",
    wrong: { configuration: { "log.message.format.version": "3.0" } },
    finding: 'SF2815 configuration["log.message.format.version"]',
    right: { configuration: { "log.message.timestamp.type": "LogAppendTime" } },
  },
  {
    what: "data that is kept for ever",
    wrong: { configuration: { "log.retention.ms": -1 } },
    finding: 'SF2816 configuration["log.retention.ms"]',
    right: { configuration: { "log.retention.ms": -1, "log.retention.bytes": "10GiB" } },
  },
  {
    what: "data that is kept for ever by hours",
    wrong: { configuration: { "log.retention.hours": -1 } },
    finding: 'SF2816 configuration["log.retention.hours"]',
    right: { configuration: { "log.retention.hours": 720 } },
  },
  {
    what: "two keys for one setting",
    wrong: { configuration: { "log.retention.ms": "7d", "log.retention.hours": 720 } },
    finding: 'SF2827 configuration["log.retention.hours"]',
    right: { configuration: { "log.retention.hours": 720 } },
  },
  {
    what: "offsets on one broker",
    wrong: { configuration: { "offsets.topic.replication.factor": 1 } },
    finding: 'SF2829 configuration["offsets.topic.replication.factor"]',
    right: { brokers: { replicas: 1 }, zones: zones.slice(0, 1), configuration: {} },
    rest: {},
  },
  {
    what: "transactions that need every replica",
    wrong: { configuration: { "transaction.state.log.min.isr": 3 } },
    finding: 'SF2829 configuration["transaction.state.log.min.isr"]',
    right: { configuration: { "transaction.state.log.min.isr": 2 } },
  },
  {
    what: "unclean leaders",
    wrong: { configuration: { "unclean.leader.election.enable": true } },
    finding: 'SF2817 configuration["unclean.leader.election.enable"]',
    right: { configuration: { "unclean.leader.election.enable": false } },
  },
  {
    what: "topics by accident",
    wrong: { configuration: { "auto.create.topics.enable": true } },
    finding: 'SF2818 configuration["auto.create.topics.enable"]',
    right: { configuration: { "auto.create.topics.enable": false } },
    rest: production,
  },
  {
    what: "StatefulSets without certificates",
    wrong: { engine: "statefulset" },
    finding: "SF2819 engine",
    right: { engine: "strimzi" },
    rest: { uncertified: true },
  },
  {
    what: "a name that leaves no room for the load balancer's Service",
    wrong: { external: { domain: "kafka.acme.example" } },
    finding: "SF2820 external",
    right: {},
    rest: { name: "a-cluster-with-a-name-of-39-characters1" },
  },
  {
    what: "brokers on the internet for everybody",
    wrong: { external: { domain: "kafka.acme.example", scheme: "internet-facing", sources: ["0.0.0.0/0"] } },
    finding: "SF2821 external.sources[0]",
    right: { external: { domain: "kafka.acme.example", scheme: "internet-facing", sources: ["203.0.113.0/24"] } },
  },
  {
    what: "metadata newer than the brokers",
    wrong: { kafkaVersion: "4.2.1", strimzi: { metadataVersion: "4.3-IV0" } },
    finding: "SF2822 strimzi.metadataVersion",
    right: { kafkaVersion: "4.3.1", strimzi: { metadataVersion: "4.2-IV1" } },
  },
  {
    what: "a runtime class for Strimzi's brokers",
    wrong: { brokers: { runtimeClassName: "gvisor" } },
    finding: "SF2828 brokers.runtimeClassName",
    right: { brokers: { runtimeClassName: "gvisor" }, engine: "statefulset" },
  },
  {
    what: "a metadata version that its line never had",
    wrong: { kafkaVersion: "4.3.1", strimzi: { metadataVersion: "4.3-IV7" } },
    finding: "SF2822 strimzi.metadataVersion",
    right: { kafkaVersion: "4.3.1", strimzi: { metadataVersion: "4.3" } },
  },
];

describe("the checks of a Kafka cluster", () => {
  it.each(cases)("find $what", ({ wrong, finding, rest }) => {
    expect(findings(wrong, rest)).toContain(finding);
  });

  it.each(cases)("are silent where it is not so: $what", ({ right, finding, rest }) => {
    const [code = ""] = finding.split(" ");
    expect(findings(right, rest).filter((found) => found.startsWith(code))).toEqual([]);
  });

  it("say nothing of what an environment is without a word more", () => {
    expect(findings({})).toEqual([]);
    expect(findings({}, production)).toEqual([]);
    expect(findings({ engine: "statefulset", metadata: "zookeeper", kafkaVersion: "3.6.1" }, production)).toEqual([]);
  });

  it("say once that production has too few brokers, and not what follows from it", () => {
    expect(findings({ brokers: { replicas: 2 } }, production)).toEqual(["SF2811 brokers.replicas"]);
    expect(findings({ brokers: { replicas: 2 } })).toEqual(["SF2807 brokers.replicas", "SF2808 brokers.replicas"]);
  });

  it("leave small environments for developers alone", () => {
    const one = { brokers: { replicas: 1 }, controllers: { replicas: 1 }, zones: zones.slice(0, 1) };
    expect(findings(one)).toEqual(["SF2807 brokers.replicas"]);
  });

  it("leave the heap of what an environment does not run alone", () => {
    expect(findings({ zookeeper: { memory: "4GiB", heap: "4GiB" } })).toEqual([]);
  });
});
