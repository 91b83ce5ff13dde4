import { describe, expect, it } from "vitest";
import { subnetCidr } from "./subnets.js";

describe("subnetCidr", () => {
  it("gives each zone a sixteenth of the VPC, by its letter", () => {
    expect(subnetCidr("10.0.0.0/16", "private", "eu-central-1a")).toBe("10.0.0.0/20");
    expect(subnetCidr("10.0.0.0/16", "private", "eu-central-1c")).toBe("10.0.32.0/20");
    expect(subnetCidr("10.0.0.0/16", "public", "eu-central-1a")).toBe("10.0.128.0/20");
  });

  it("counts over octets", () => {
    expect(subnetCidr("172.31.252.0/22", "public", "us-east-1f")).toBe("172.31.255.64/26");
  });
});
