import { describe, expect, it } from "vitest";
import { workload } from "./testing.js";
import { allAsk, arithmetic } from "./total.js";

const all = [
  workload("brokers", { replicas: 3, requests: { cpu: 0.1, memory: 16 * 1024 }, storage: 500 }),
  workload("lag exporter", { requests: { cpu: 0.25, memory: 64 }, limits: { memory: 128 } }),
];

describe("the sum of the workloads", () => {
  it("counts every pod of each, without losses of floating point, and memory by the limit where that is more", () => {
    expect(allAsk(all, "cpu")).toBe(0.55);
    expect(allAsk(all, "memory")).toBe(3 * 16 * 1024 + 128);
    expect(allAsk(all, "storage")).toBe(1500 * 1024);
    expect(allAsk([], "cpu")).toBe(0);
  });

  it("is told with its parts, without those that ask for nothing", () => {
    expect(arithmetic(all, "cpu")).toBe("3 × 0.1 CPU (brokers) + 1 × 0.25 CPU (lag exporter) = 0.55 CPU");
    expect(arithmetic(all, "storage")).toBe("3 × 500 GiB (brokers) = 1.46 TiB");
  });
});
