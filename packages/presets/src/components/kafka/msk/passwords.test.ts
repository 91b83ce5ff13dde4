import { expect, it } from "vitest";
import { compileObject } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";
import { users } from "../../clients/users/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { msk } from "./index.js";

const keyOf = (settings: object) => {
  const { terraform } = compileObject(
    {
      stage: "production",
      kubernetes: { eksCluster: "acme" },
      network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
      secrets: { entries: { admin: { kind: "msk-scram" } } },
      secretStores: {},
      msk: { kafkaVersion: "3.9.x.kraft", authentication: { iam: false, scram: { admin: "admin" } }, ...settings },
      users: { shop: {} },
    },
    network,
    secrets,
    secretStores,
    msk,
    users,
  );
  return terraform("users").resource["aws_kms_key"]?.["key"] as { readonly lifecycle?: object } | undefined;
};

it("protects the key of the passwords as long as the cluster is protected", () => {
  expect(keyOf({})?.lifecycle).toEqual({ prevent_destroy: true });
  expect(keyOf({ deletionProtection: false })).toBeDefined();
  expect(keyOf({ deletionProtection: false })?.lifecycle).toBeUndefined();
});
