import { describe, expect, it } from "vitest";
import { kafkaLine } from "./kafka-line.js";

describe("kafkaLine", () => {
  it("reads upstream, MSK and KRaft versions", () => {
    expect(kafkaLine("3.5.1")).toEqual([3, 5]);
    expect(kafkaLine("3.10.x.kraft")).toEqual([3, 10]);
  });

  it("refuses what is no version", () => {
    expect(() => kafkaLine("latest")).toThrow(/"latest" is not a Kafka version/);
  });
});
