import { describe, expect, it } from "vitest";
import { compileObject } from "../../../testing.js";
import { certificates } from "../../cluster/certificates/index.js";
import { storageClass } from "../../cluster/storage-class/index.js";
import { kafkaCluster } from "./index.js";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

function chapter(spec: object = {}) {
  const { plan } = compileObject(
    { name: "events", kubernetes: { namespace: "kafka" }, certificates: {}, kafkaCluster: { zones, ...spec } },
    certificates,
    kafkaCluster,
  );
  const found = plan.chapters.find(({ component }) => component === "kafka-cluster");
  if (!found) throw new Error("no chapter");
  return { ...found, preconditions: plan.preconditions };
}

const fact = (spec: object, label: string) => chapter(spec).facts.find((entry) => entry.label === label)?.value;
const step = (spec: object, title: string) => chapter(spec).steps.find((entry) => entry.title === title);

describe("the summary of a Kafka cluster", () => {
  it("says who runs how much of what", () => {
    const sizes = { brokers: { replicas: 6, cpu: 2, memory: "16GiB", heap: "8GiB", volumeSize: "500GiB" } };
    expect(fact(sizes, "Run by")).toBe("Strimzi");
    expect(fact(sizes, "Brokers")).toBe("6 in 3 zones: 2 CPU, 16 GiB (heap 8 GiB), 500 GiB each");
    expect(fact({}, "Controllers")).toBe("3: 0.5 CPU, 2 GiB (heap 1 GiB), 20 GiB each");
    const zookeeper = { engine: "statefulset", metadata: "zookeeper", kafkaVersion: "3.6.1" };
    expect(fact(zookeeper, "ZooKeeper")).toBe("3: 0.5 CPU, 4 GiB (heap 3 GiB), 150 GiB each");
    expect(fact(zookeeper, "Controllers")).toBeUndefined();
  });

  it("names the ways in, from outside too where there is one", () => {
    const addresses = (spec: object) => chapter(spec).endpoints.map(({ address, port }) => [address, port]);
    const host = { known: "events-kafka-bootstrap.kafka.svc" };
    expect(addresses({})).toEqual([
      [host, 9092],
      [host, 9093],
    ]);
    expect(addresses({ external: { domain: "kafka.acme.example" } })).toContainEqual([
      { known: "bootstrap.kafka.acme.example" },
      9094,
    ]);
  });

  it("reads the administrator's certificate from where the engine puts it", () => {
    const commands = (engine: string) => step({ engine }, "Log in as the administrator")?.commands?.join("\n");
    expect(commands("strimzi")).toContain("get secrets events-admin --output jsonpath='{.data.user\\.key}'");
    expect(commands("statefulset")).toContain("get secrets events-admin --output jsonpath='{.data.tls\\.key}'");
  });

  it("names what clients outside the cluster need beside the brokers", () => {
    const titles = (spec: object) => chapter(spec).preconditions.map(({ title }) => title);
    expect(titles({ external: { domain: "kafka.acme.example" } })).toContain(
      "The AWS Load Balancer Controller and External DNS",
    );
    expect(titles({})).not.toContain("The AWS Load Balancer Controller and External DNS");
  });
});

describe("what a person does with a Kafka by Strimzi", () => {
  it("goes back from a new Kafka as long as the metadata have the old format", () => {
    const { text } = step({ kafkaVersion: "4.2.1" }, "Upgrade Kafka") ?? {};
    expect(text).toContain("`kafkaCluster.strimzi.metadataVersion: 4.2-IV1`");
  });

  it("moves partitions by hand where no Cruise Control does", () => {
    const text = (spec: object) => step(spec, "Add or remove brokers")?.text;
    expect(text({})).toContain("Cruise Control moves partitions onto it");
    expect(text({ cruiseControl: false })).toContain("`kafka-reassign-partitions.sh`");
  });

  it("notes the cluster's id and keeps the volumes before the cluster is taken down", () => {
    const [first] = chapter().steps.filter(({ when }) => when === "teardown");
    expect(first?.commands?.[0]).toContain("jsonpath='{.status.clusterId}'");
    expect(first?.commands?.[1]).toContain('{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}');
  });

  it("brings the cluster back paused, with its old id, before it runs", () => {
    const commands = step({}, "Recover a deleted cluster from its volumes")?.commands ?? [];
    expect(commands[0]).toContain("generated/events/kubernetes/kafka-cluster/kafka-events.yaml");
    expect(
      commands.map((command) => /pause-reconciliation=true|clusterId|pause-reconciliation-/.exec(command)?.[0]),
    ).toEqual(["pause-reconciliation=true", "clusterId", "pause-reconciliation-"]);
  });

  it("is not in the README of StatefulSets", () => {
    const titles = chapter({ engine: "statefulset" }).steps.map(({ title }) => title);
    expect(titles).not.toContain("See the operator's view of the cluster");
  });
});

describe("the picture of a Kafka cluster", () => {
  it("shares the brokers out over the zones, and leaves out a zone without one", () => {
    const labels = (spec: object) =>
      chapter(spec)
        .diagram.nodes.map(({ label }) => label)
        .filter((label) => label.includes("broker,"));
    expect(labels({ brokers: { replicas: 4 } })).toEqual([
      "2 × broker, eu-central-1a",
      "1 × broker, eu-central-1b",
      "1 × broker, eu-central-1c",
    ]);
    expect(labels({ brokers: { replicas: 2 } })).toHaveLength(2);
  });
});

describe("the monthly cost", () => {
  const costs = (made?: object, spec: object = {}) => {
    const environment = { certificates: {}, kafkaCluster: { zones, ...spec }, ...(made && { storageClass: made }) };
    return compileObject(environment, certificates, storageClass, kafkaCluster).plan.chapters.flatMap(
      (found) => found.costs,
    );
  };

  it("counts the volumes of brokers, of their logs and of what keeps the metadata", () => {
    const volume = { item: "Volumes (gp3)", unit: "GB-month", price: 0.0952 };
    const brokers = { volumeSize: "500GiB" };
    expect(costs({}, { brokers })).toEqual([{ ...volume, quantity: 3 * 500 + 3 * 20 }]);
    const classic = { engine: "statefulset", metadata: "zookeeper", kafkaVersion: "3.6.1" };
    expect(costs({}, { ...classic, brokers: { ...brokers, logVolumeSize: "100GiB" } })).toEqual([
      { ...volume, quantity: 3 * 600 + 3 * 150 },
    ]);
  });

  it("knows no price of a StorageClass that somebody else made, of other types, and of performance that is asked for", () => {
    expect(costs()).toMatchObject([{ item: "Volumes (gp3)", price: undefined }]);
    expect(costs({}, { storageClass: "fast" })).toMatchObject([{ item: "Volumes (fast)", price: undefined }]);
    expect(costs({ type: "gp2" })).toMatchObject([{ item: "Volumes (gp2)", price: undefined }]);
    expect(costs({ iops: 6000 })).toMatchObject([
      { price: 0.0952 },
      { item: "Performance that is not included in gp3", price: undefined },
    ]);
  });
});
