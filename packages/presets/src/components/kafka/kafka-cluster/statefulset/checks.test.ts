import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../testing.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";

const cluster = { engine: "statefulset", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] };
const environment = (spec: object) => ({ certificates: {}, kafkaCluster: { ...cluster, ...spec } });
const found = (spec: object) =>
  diagnose(environment(spec), certificates, kafkaCluster)
    .filter(({ code }) => ["SF2823", "SF2825", "SF2826"].includes(code))
    .map(({ code, path }) => [code, path]);

describe("checks of StatefulSets", () => {
  it("report SF2823 where a broker's heap leaves no room for its own questions", () => {
    expect(found({ brokers: { memory: "1GiB", heap: "640MiB" } })).toEqual([["SF2823", "kafkaCluster.brokers.memory"]]);
    expect(found({ brokers: { memory: "1GiB", heap: "512MiB" } })).toEqual([]);
  });

  it("report SF2825 where brokers are told to speak a protocol that is newer than they are", () => {
    const speaking = (kafkaVersion: string, interBrokerProtocolVersion: string) =>
      found({ kafkaVersion, metadata: "zookeeper", statefulset: { interBrokerProtocolVersion } });
    expect(speaking("3.6.1", "3.9")).toEqual([["SF2825", "kafkaCluster.statefulset.interBrokerProtocolVersion"]]);
    expect(speaking("3.6.1", "3.6")).toEqual([]);
    expect(speaking("3.9.1", "3.6")).toEqual([]);
  });

  it("report SF2826 where KRaft is told a protocol that only brokers with ZooKeeper read", () => {
    const told = (metadata: string) =>
      found({ kafkaVersion: "3.9.1", metadata, statefulset: { interBrokerProtocolVersion: "3.6" } });
    expect(told("kraft")).toEqual([["SF2826", "kafkaCluster.statefulset.interBrokerProtocolVersion"]]);
    expect(told("zookeeper")).toEqual([]);
  });

  it("find nothing in a cluster of defaults", () => {
    expect(found({})).toEqual([]);
    expect(found({ kafkaVersion: "3.6.1", metadata: "zookeeper" })).toEqual([]);
  });
});
