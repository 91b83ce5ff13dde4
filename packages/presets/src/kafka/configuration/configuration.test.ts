import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { brokerConfig, mskConfig, topicConfig } from "./configuration.js";

/** The first problem that a schema finds, as `key: message`. */
function problem(schema: z.ZodType, entries: unknown): string | undefined {
  const issue = schema.safeParse(entries).error?.issues[0];
  return issue && `${issue.path.join("/")}: ${issue.message}`;
}

describe("topicConfig", () => {
  it("takes what people write and gives its normal form", () => {
    const entries = {
      "cleanup.policy": "compact, delete",
      "compression.type": "zstd",
      "retention.ms": "7d",
      "segment.bytes": "1GiB",
      "min.cleanable.dirty.ratio": 0.5,
      "unclean.leader.election.enable": false,
    } as const;
    expect(topicConfig.parse(entries)).toStrictEqual({
      "cleanup.policy": ["compact", "delete"],
      "compression.type": "zstd",
      "retention.ms": 604_800_000,
      "segment.bytes": 1_073_741_824,
      "min.cleanable.dirty.ratio": 0.5,
      "unclean.leader.election.enable": false,
    });
  });

  it("keeps -1 for no limit and refuses what is below", () => {
    expect(topicConfig.parse({ "retention.ms": -1 })).toEqual({ "retention.ms": -1 });
    expect(problem(topicConfig, { "retention.ms": -2 })).toBe("retention.ms: must be at least -1, found -2");
  });

  it("keeps the largest long exact, and asks for quotes where YAML would round it", () => {
    expect(topicConfig.parse({ "flush.ms": "9223372036854775807" })).toEqual({ "flush.ms": "9223372036854775807" });
    expect(problem(topicConfig, { "flush.ms": 2 ** 63 })).toMatch("write it in quotes");
    expect(problem(topicConfig, { "flush.ms": "9223372036854775808" })).toMatch("must be from -9223372036854775808");
  });

  it("makes a number of digits that a number can hold", () => {
    expect(topicConfig.parse({ "retention.ms": "604800000" })).toEqual({ "retention.ms": 604_800_000 });
  });

  it.each([
    ["retention.ms", "14 days", "write 14d"],
    ["retention.ms", "2w", "write 14d"],
    ["retention.ms", "0.5d", "write 12h"],
    ["retention.ms", "1.5 ms", undefined],
    ["retention.ms", "soon", undefined],
    ["max.message.bytes", "10MB", "write 10MiB"],
    ["max.message.bytes", "1.5MiB", "write 1536KiB"],
    ["min.insync.replicas", "2", "write 2 without quotes"],
  ])("says of %s: %s what was found, and what to write", (key, text, hint) => {
    const issue = topicConfig.safeParse({ [key]: text }).error?.issues[0];
    expect(issue).toMatchObject({
      message: expect.stringContaining(`, found ${JSON.stringify(text)}`),
      params: { hint },
    });
  });

  it("names the units that an amount may carry", () => {
    expect(problem(topicConfig, { "retention.ms": "2w" })).toBe(
      'retention.ms: must be a whole number of milliseconds, or one with ms, s, m, h or d, such as 7d, found "2w"',
    );
  });

  it("refuses fewer than one in-sync replica", () => {
    expect(problem(topicConfig, { "min.insync.replicas": 0 })).toBe("min.insync.replicas: must be at least 1, found 0");
  });

  it("names the codecs when one does not exist", () => {
    expect(problem(topicConfig, { "compression.type": "brotli" })).toBe(
      'compression.type: must be gzip, lz4, producer, snappy, uncompressed or zstd, found "brotli"',
    );
  });

  it("takes gzip's levels 1 to 9 and its default -1", () => {
    expect(problem(topicConfig, { "compression.gzip.level": 9 })).toBeUndefined();
    expect(problem(topicConfig, { "compression.gzip.level": -1 })).toBeUndefined();
    expect(problem(topicConfig, { "compression.gzip.level": 0 })).toBe(
      "compression.gzip.level: must be from 1 to 9, or -1, found 0",
    );
  });

  it("refuses a misspelt key by zod's own code, which the loader answers with a suggestion", () => {
    expect(topicConfig.safeParse({ "retention.mss": 1 }).error?.issues[0]).toMatchObject({
      code: "unrecognized_keys",
      keys: ["retention.mss"],
    });
  });

  it("refuses a unit that the key does not have, and decimal sizes", () => {
    expect(problem(topicConfig, { "retention.bytes": "7d" })).toMatch("such as 1GiB");
    expect(problem(topicConfig, { "retention.bytes": "1GB" })).toMatch("such as 1GiB");
    expect(problem(topicConfig, { "min.insync.replicas": "2" })).toBe(
      'min.insync.replicas: must be a whole number, found "2"',
    );
  });

  it("refuses a boolean in quotes", () => {
    expect(problem(topicConfig, { preallocate: "true" })).toBe(
      'preallocate: must be true or false, without quotes, found "true"',
    );
  });

  it("checks each entry of a list", () => {
    expect(problem(topicConfig, { "cleanup.policy": ["compact", "purge"] })).toMatch('has "purge"');
    expect(problem(topicConfig, { "cleanup.policy": "compact,compact" })).toMatch('has "compact" twice');
    expect(problem(topicConfig, { "leader.replication.throttled.replicas": "0:1,1:2" })).toBeUndefined();
    expect(problem(topicConfig, { "leader.replication.throttled.replicas": "0-1" })).toMatch("malformed");
  });

  it("describes every key for editors, with range, unit and default", () => {
    const schema = z.toJSONSchema(topicConfig, { io: "input" });
    expect(schema.additionalProperties).toBe(false);
    expect(
      Object.values(schema.properties ?? {}).every((field) => typeof field === "object" && field.description),
    ).toBe(true);
    expect(schema.properties?.["retention.ms"]).toMatchObject({
      type: ["integer", "string"],
      minimum: -1,
      description:
        "Age at which segments go; -1 for never. long, milliseconds or a text such as 7d, at least -1. Default: 604800000. " +
        "If it is not set, the broker's log.retention.ms applies.",
    });
    expect(topicConfig.shape["segment.bytes"].description).toMatch(
      "at least 1048576. Default: 1073741824. Up to Kafka 4.0: at least 14.",
    );
    expect(topicConfig.shape["message.format.version"].description).toMatch("Only in Kafka up to 3.9.");
  });

  it("types the keys and their values", () => {
    type Written = z.input<typeof topicConfig>;
    expectTypeOf<Written["compression.type"]>().toEqualTypeOf<
      "gzip" | "lz4" | "producer" | "snappy" | "uncompressed" | "zstd" | undefined
    >();
    expectTypeOf<"7d">().toExtend<NonNullable<Written["retention.ms"]>>();
    expectTypeOf<"7 weeks">().not.toExtend<NonNullable<Written["retention.ms"]>>();
    expectTypeOf<z.output<typeof topicConfig>["min.insync.replicas"]>().toEqualTypeOf<number | undefined>();
    // @ts-expect-error: no Kafka has the key
    topicConfig.safeParse({ "retention.mss": 1 } satisfies Written);
  });
});

describe("brokerConfig", () => {
  it("holds the cleaner's ranges", () => {
    expect(problem(brokerConfig, { "log.cleaner.min.cleanable.ratio": 1 })).toBeUndefined();
    expect(problem(brokerConfig, { "log.cleaner.min.cleanable.ratio": 1.1 })).toMatch("must be from 0 to 1");
    expect(problem(brokerConfig, { "log.cleaner.threads": -1 })).toMatch("must be at least 0");
    expect(problem(brokerConfig, { "log.cleaner.delete.retention.ms": -1 })).toMatch("must be at least 0");
  });

  it("refuses numbers that overflow Kafka's type", () => {
    expect(problem(brokerConfig, { "offsets.topic.replication.factor": 40_000 })).toMatch(
      "must be from -32768 to 32767",
    );
    expect(problem(brokerConfig, { "message.max.bytes": "2GiB" })).toMatch("to 2147483647");
  });

  it("takes a secret by reference only", () => {
    expect(problem(brokerConfig, { "ssl.keystore.password": "changeit" })).toMatch(
      "refer to it through a config provider",
    );
    expect(problem(brokerConfig, { "ssl.keystore.password": `\${file:/etc/kafka/secrets:keystore}` })).toBeUndefined();
  });

  it("takes listeners as a text, as before Kafka 4, or as a list", () => {
    expect(brokerConfig.parse({ listeners: "A://:9092,B://:9093" })).toEqual({ listeners: ["A://:9092", "B://:9093"] });
    expect(brokerConfig.parse({ listeners: ["A://:9092"] })).toEqual({ listeners: ["A://:9092"] });
  });

  it("takes what is valid in any version where ranges differ", () => {
    expect(problem(brokerConfig, { "remote.log.manager.copier.thread.pool.size": -1 })).toBeUndefined();
    expect(problem(brokerConfig, { "log.segment.bytes": 14 })).toBeUndefined();
    expect(problem(brokerConfig, { "log.segment.bytes": 13 })).toMatch("must be at least 14");
  });

  it("knows the authorizer's keys, which are in no ConfigDef", () => {
    expect(
      problem(brokerConfig, { "super.users": "User:admin", "allow.everyone.if.no.acl.found": false }),
    ).toBeUndefined();
  });
});

describe("mskConfig", () => {
  it("takes the original's configuration", () => {
    const entries = {
      "auto.create.topics.enable": false,
      "default.replication.factor": 2,
      "min.insync.replicas": 1,
      "num.partitions": 3,
    };
    expect(mskConfig.parse(entries)).toEqual(entries);
  });

  it("refuses broker keys that MSK keeps to itself", () => {
    expect(mskConfig.safeParse({ "broker.id": 1 }).error?.issues[0]).toMatchObject({ code: "unrecognized_keys" });
  });

  it("holds MSK's narrower ranges", () => {
    expect(problem(brokerConfig, { "replica.lag.time.max.ms": 60_000 })).toBeUndefined();
    expect(problem(mskConfig, { "replica.lag.time.max.ms": 60_000 })).toMatch("must be from 10000 to 30000");
    expect(problem(mskConfig, { "zookeeper.session.timeout.ms": "20s" })).toMatch("must be from 6000 to 18000");
  });
});
