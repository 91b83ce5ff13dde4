import { describe, expect, it } from "vitest";
import { codes } from "../../../../testing.js";
import { certificates } from "../../../cluster/certificates/index.js";
import { kafkaCluster } from "../index.js";

/** What is found of the issuer that signs for the brokers. */
const found = (spec: object) =>
  codes(
    { certificates: spec, kafkaCluster: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] } },
    certificates,
    kafkaCluster,
  );

describe("an issuer that somebody else runs", () => {
  it("can make super users, so that a check warns", () => {
    expect(found({ issuer: { name: "acme", trust: { secret: "acme-ca" } } })).toEqual(["SF2844"]);
  });

  it("needs a Secret with its CA", () => {
    expect(found({ issuer: { name: "acme" } })).toEqual(["SF2844", "SF2845"]);
  });

  it("is not the environment's own", () => {
    expect(found({})).toEqual([]);
  });
});
