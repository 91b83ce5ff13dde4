import { describe, expect, it } from "vitest";
import { configurationProblems } from "./problems.js";

describe("configurationProblems", () => {
  it("says that message.format.version is gone in Kafka 4.0, and what to do", () => {
    const entries = { "message.format.version": "3.0" };
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "3.9.2" })).toEqual([]);
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "4.0.0" })).toEqual([
      {
        key: "message.format.version",
        problem: "is not in Kafka 4.0; it is in Kafka up to 3.9",
        hint: "Take it out: Kafka 4 writes one message format only.",
      },
    ]);
  });

  it("says which key takes the place of one that came later", () => {
    const entries = { "log.message.timestamp.after.max.ms": 1000 };
    expect(configurationProblems({ scope: "broker", entries, kafkaVersion: "3.5.1" })).toEqual([
      {
        key: "log.message.timestamp.after.max.ms",
        problem: "is not in Kafka 3.5; it is in Kafka 3.6 and later",
        hint: "Before 3.6, log.message.timestamp.difference.max.ms sets both bounds.",
      },
    ]);
  });

  it("names a gap in the versions that have a key", () => {
    const entries = { "group.consumer.migration.policy": "upgrade" };
    expect(configurationProblems({ scope: "broker", entries, kafkaVersion: "3.9.2" })[0]?.problem).toBe(
      "is not in Kafka 3.9; it is in Kafka 3.8, 4.0 and later",
    );
  });

  it("holds a value against the range of the version", () => {
    const entries = { "segment.bytes": 65_536 };
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "3.9.2" })).toEqual([]);
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "4.4.0" })).toEqual([
      { key: "segment.bytes", problem: "must be at least 1048576 in Kafka 4.4" },
    ]);
  });

  it("holds a value against the choices of the version", () => {
    const entries = { "group.coordinator.rebalance.protocols": ["classic", "streams"] };
    expect(configurationProblems({ scope: "broker", entries, kafkaVersion: "4.4.0" })).toEqual([]);
    expect(configurationProblems({ scope: "broker", entries, kafkaVersion: "3.9.2" })[0]?.problem).toMatch(
      'has "streams"',
    );
  });

  it("takes lists for keys that older versions define as a text", () => {
    const entries = { "log.dirs": ["/data/0", "/data/1"] };
    expect(configurationProblems({ scope: "broker", entries, kafkaVersion: "3.5.1" })).toEqual([]);
  });

  it("finds nothing wrong with values that a schema gave, longs above 2^53 included", () => {
    const entries = { "flush.ms": "9223372036854775807", "cleanup.policy": ["compact"], preallocate: true };
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "4.1.0" })).toEqual([]);
  });

  it("understands MSK's version names, and that ZooKeeper's keys mean nothing to KRaft", () => {
    const entries = { "zookeeper.session.timeout.ms": 12_000 };
    expect(configurationProblems({ scope: "msk", entries, kafkaVersion: "3.9.x" })).toEqual([]);
    for (const kafkaVersion of ["3.9.x.kraft", "4.1.x.kraft"]) {
      expect(configurationProblems({ scope: "msk", entries, kafkaVersion })[0]?.problem).toMatch(
        "runs without ZooKeeper",
      );
    }
  });

  it("holds a version outside the table against the nearest one in it", () => {
    const entries = { "message.format.version": "3.0" };
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "2.8.1" })).toEqual([]);
    expect(configurationProblems({ scope: "topic", entries, kafkaVersion: "5.0.0" })).toHaveLength(1);
  });
});
