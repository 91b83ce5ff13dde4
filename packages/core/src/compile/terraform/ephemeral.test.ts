import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { Fn } from "cdktf";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "../../component/component.js";
import { contentOf, planOf } from "../testing.js";
import { ephemeralResource } from "./ephemeral.js";

const spec = z.strictObject({ username: z.string().default("app") });

const made = defineComponent({
  name: "made",
  title: "Made password",
  spec,
  terraform: ({ stack, spec }) => {
    const password = ephemeralResource(stack, "aws_secretsmanager_random_password", "app-password", {
      password_length: 48,
    }).attribute("random_password");
    new SecretsmanagerSecretVersion(stack, "app", {
      secretId: "app",
      secretStringWo: Fn.jsonencode({ username: spec.username, password }),
      secretStringWoVersion: 1,
    });
    return {};
  },
});
const plain = defineComponent({
  name: "plain",
  title: "Plain",
  spec,
  terraform: ({ stack }) => {
    new SsmParameter(stack, "parameter", { name: "parameter", type: "String", value: "plain" });
    return {};
  },
});

describe("an ephemeral resource", () => {
  const plan = planOf({ made: { username: "a${b}" }, plain: {} }, [made, plain]);
  const moduleOf = (component: string) =>
    JSON.parse(contentOf(plan, `terraform/${component}/main.tf.json`)) as {
      readonly ephemeral?: unknown;
      readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      readonly terraform: { readonly required_version: string };
    };

  it("stands in a block of its own, and is read by an expression", () => {
    const { ephemeral, resource } = moduleOf("made");
    expect(ephemeral).toEqual({ aws_secretsmanager_random_password: { "app-password": { password_length: 48 } } });
    expect(resource["aws_secretsmanager_secret_version"]?.["app"]).toEqual({
      secret_id: "app",
      secret_string_wo:
        '${jsonencode({"username" = "a$${b}", "password" = ephemeral.aws_secretsmanager_random_password.app-password.random_password})}',
      secret_string_wo_version: 1,
    });
  });

  it("raises the version of Terraform that its own stack asks for, and of no other", () => {
    expect(moduleOf("made").terraform.required_version).toBe(">= 1.11.0");
    expect(moduleOf("plain").terraform.required_version).toBe(">= 1.10.0");
    expect(plan.units.map((unit) => unit.kind === "terraform" && unit.requiredVersion)).toEqual([
      ">= 1.11.0",
      ">= 1.10.0",
    ]);
  });
});
