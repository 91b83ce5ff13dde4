import { describe, expect, it } from "vitest";
import { brokerTable } from "../../../kafka/configuration/table.js";
import { codes, diagnose } from "../../../testing.js";
import { certificates } from "../../certificates/index.js";
import { kafkaCluster } from "../index.js";
import { ownKeys } from "./own-keys.js";

const cluster = { engine: "statefulset", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] };
const environment = (spec: object) => ({ certificates: {}, kafkaCluster: { ...cluster, ...spec } });
const found = (spec: object) =>
  diagnose(environment(spec), certificates, kafkaCluster)
    .filter(({ code }) => /^SF282/.test(code))
    .map(({ code, path }) => [code, path]);

describe("checks of StatefulSets", () => {
  it("report SF2821 where nobody signs certificates", () => {
    const without = diagnose({ kafkaCluster: cluster }, certificates, kafkaCluster);
    expect(without.map(({ code, path }) => [code, path])).toContainEqual(["SF2821", "kafkaCluster.engine"]);
    expect(codes({ kafkaCluster: { ...cluster, engine: "strimzi" } }, certificates, kafkaCluster)).not.toContain(
      "SF2821",
    );
  });

  it("report SF2822 for each setting that follows from the rest of the spec", () => {
    const configuration = { "super.users": "User:me", "ssl.client.auth": "none", "num.partitions": 3 };
    expect(found({ configuration })).toEqual([
      ["SF2822", 'kafkaCluster.configuration["ssl.client.auth"]'],
      ["SF2822", 'kafkaCluster.configuration["super.users"]'],
    ]);
    expect(found({ engine: "strimzi", configuration })).toEqual([]);
  });

  it("know only settings that Kafka has", () => {
    expect([...ownKeys].filter((key) => !Object.hasOwn(brokerTable, key))).toEqual([]);
  });

  it("report SF2823 where a broker's heap leaves no room for its own questions", () => {
    expect(found({ brokers: { memory: "1GiB", heap: "640MiB" } })).toEqual([["SF2823", "kafkaCluster.brokers.memory"]]);
    expect(found({ brokers: { memory: "1GiB", heap: "512MiB" } })).toEqual([]);
  });

  it("find nothing in a cluster of defaults", () => {
    expect(found({})).toEqual([]);
    expect(found({ kafkaVersion: "3.6.1", metadata: "zookeeper" })).toEqual([]);
  });
});
