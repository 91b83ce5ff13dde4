import { describe, expect, it } from "vitest";
import { clientLibraries } from "./client-libraries.js";
import { mskKafkaVersions } from "./msk-kafka.js";
import { kafkaLine, kafkaToolsFor, versions } from "./versions.js";

describe("kafkaToolsFor", () => {
  it("takes the newest tools that are not past the brokers", () => {
    expect(kafkaToolsFor("4.1.x.kraft")?.tag).toBe("4.1.2");
    expect(kafkaToolsFor("4.2.x.kraft")?.tag).toBe("4.2.1");
    expect(kafkaToolsFor("4.0.x.kraft")?.tag).toBe("3.9.2");
  });

  it("takes the oldest tools for brokers that are older than all of them", () => {
    expect(kafkaToolsFor("3.5.1")?.tag).toBe("3.9.2");
  });

  it("never gives 4.x tools to brokers before 2.1, which they cannot talk to", () => {
    expect(kafkaToolsFor("1.1.1")?.oldestBroker).toBe("0.10");
  });

  it("has tools for every version of MSK", () => {
    for (const { version } of mskKafkaVersions) expect(kafkaToolsFor(version), version).toBeDefined();
  });
});

describe("kafkaLine", () => {
  it("reads upstream, MSK and KRaft versions", () => {
    expect(kafkaLine("3.5.1")).toEqual([3, 5]);
    expect(kafkaLine("3.10.x.kraft")).toEqual([3, 10]);
  });

  it("refuses what is no version", () => {
    expect(() => kafkaLine("latest")).toThrow(/"latest" is not a Kafka version/);
  });
});

describe("the version table", () => {
  it("lists the tools images from the oldest to the newest, which kafkaToolsFor relies on", () => {
    const tags = versions.images.kafkaTools.map(({ tag }) => tag);
    expect(tags).toEqual(tags.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })));
  });

  it("pins charts exactly, so that a reconciliation cannot bring a new one", () => {
    for (const chart of Object.values(versions.charts)) expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it("runs Terraform code with an OpenTofu that the required version allows", () => {
    for (const required of [versions.terraform.stacks.required, versions.terraform.stacks.requiredByWriteOnly]) {
      const minimum = required.replace(">= ", "");
      expect(versions.terraform.runner.version.localeCompare(minimum, "en", { numeric: true })).toBeGreaterThanOrEqual(
        0,
      );
    }
  });

  it("asks of Flux and Argo CD at least what the delivery's objects need", () => {
    for (const { minimum, needs } of [versions.flux, versions.argocd]) {
      for (const { since, what } of needs)
        expect(minimum.localeCompare(since, "en", { numeric: true }), what).toBeGreaterThanOrEqual(0);
    }
  });

  it("names the IAM library whose checksum it knows as the snippets do", () => {
    expect(versions.libraries.awsMskIamAuth.version).toBe(clientLibraries.mskIamAuthJava.version);
    expect(versions.libraries.awsMskIamAuth.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
