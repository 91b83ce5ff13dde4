import { describe, expect, it } from "vitest";
import { kafkaToolsFor } from "./kafka-tools.js";
import { mskKafkaVersions } from "./msk-kafka.js";
import { versions } from "./versions.js";

const toolsFor = (brokerVersion: string) => kafkaToolsFor(versions.entries.images.kafkaTools, brokerVersion);

describe("kafkaToolsFor", () => {
  it("takes the newest tools that are not past the brokers", () => {
    expect(toolsFor("4.1.x.kraft")?.tag).toBe("4.1.2");
    expect(toolsFor("4.2.x.kraft")?.tag).toBe("4.2.1");
    expect(toolsFor("4.0.x.kraft")?.tag).toBe("3.9.2");
  });

  it("takes the oldest tools for brokers that are older than all of them", () => {
    expect(toolsFor("3.5.1")?.tag).toBe("3.9.2");
  });

  it("never gives 4.x tools to brokers before 2.1, which they cannot talk to", () => {
    expect(toolsFor("1.1.1")?.oldestBroker).toBe("0.10");
  });

  it("has tools for every version of MSK", () => {
    for (const { version } of mskKafkaVersions) expect(toolsFor(version), version).toBeDefined();
  });
});
