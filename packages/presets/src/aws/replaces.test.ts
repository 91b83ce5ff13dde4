import { describe, expect, it } from "vitest";
import { z } from "zod";
import { networkSpec } from "../components/aws/network/spec.js";
import { mskSpec } from "../components/kafka/msk/spec.js";
import { replaces, replacingFields } from "./replaces.js";

describe("a field that replaces something", () => {
  const schema = z
    .strictObject({
      key: replaces("the cluster", z.string().default("a").describe("Name of the key. Default: a.")),
      deep: z.strictObject({ zone: replaces("the cluster", z.string()), size: z.int() }).optional(),
    })
    .prefault({});

  it("says so after what it is for", () => {
    const { properties } = z.toJSONSchema(schema, { io: "input" });
    expect(properties?.["key"]).toMatchObject({
      description: "Name of the key. Default: a. Changing it replaces the cluster.",
    });
  });

  it("is found wherever it stands", () => {
    expect(replacingFields(schema, "root")).toEqual(["root.key", "root.deep.zone"]);
  });

  it("is, of an MSK cluster, what terraform-provider-aws 5.100.0 makes a new one for", () => {
    expect([...replacingFields(networkSpec, "network"), ...replacingFields(mskSpec, "msk")]).toEqual([
      "network.cidr",
      "network.zones",
      "network.existing.vpcId",
      "network.existing.privateSubnetIds",
      "msk.encryption.inCluster",
      "msk.encryption.kmsKey",
    ]);
  });
});
