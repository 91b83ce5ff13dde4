import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { terraformVersions } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { walk } from "../trees/kubernetes-objects.js";
import { changed, codesOf, repositoryTrees, type Tree, treeOf } from "../trees/tree.js";

const trees = await repositoryTrees();

type Fields = Readonly<Record<string, unknown>>;

interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly fields: Fields & {
    readonly name?: string;
    readonly lifecycle?: { readonly ignore_changes?: readonly string[]; readonly create_before_destroy?: boolean };
  };
}

function resources({ modules }: Tree, type = /./): readonly Resource[] {
  return [...modules].flatMap(([stack, { resource }]) =>
    Object.entries(resource).flatMap(([kind, entries]) =>
      type.test(kind) ? Object.entries(entries).map(([id, fields]) => ({ stack, type: kind, id, fields })) : [],
    ),
  );
}

const clusters = (tree: Tree) => resources(tree, /^aws_msk_cluster$/);
const textOf = (tree: Tree, stack: string) => tree.content(`terraform/${stack}/main.tf.json`);

/** Longest names in characters, by resource type (service quotas and API references of AWS). */
const limits: Readonly<Record<string, number>> = {
  aws_iam_role: 64,
  aws_iam_policy: 128,
  aws_iam_role_policy: 128,
  aws_iam_instance_profile: 128,
  aws_msk_cluster: 64,
  aws_cloudwatch_log_group: 512,
  aws_cloudwatch_metric_alarm: 255,
  aws_cloudwatch_dashboard: 255,
  aws_kms_alias: 256,
  aws_security_group: 255,
  aws_secretsmanager_secret: 512,
  aws_ssm_parameter: 1011,
  aws_lb: 32,
  aws_lb_target_group: 32,
  aws_elasticache_replication_group: 40,
  aws_s3_bucket: 63,
};

/** Longest names in characters, by kind; those of a StatefulSet's and a CronJob's pods, and a revision's label, have more behind it (Kubernetes API reference). */
const longestNames: Readonly<Record<string, number>> = {
  Job: 63,
  Service: 63,
  Namespace: 63,
  Terraform: 63,
  StatefulSet: 52,
  CronJob: 52,
};

/** Types of resources that the bindings know; they end at a provider that the constraint allows. */
const knownTypes = new Set(
  readdirSync(join(dirname(createRequire(import.meta.url).resolve("@cdktf/provider-aws/package.json")), "lib")).map(
    (folder) => `aws_${folder.replaceAll("-", "_")}`,
  ),
);

describe.each(trees)("Terraform traps in $name", (tree) => {
  it("T-22: no block stands there empty or unasked for", () => {
    for (const [stack, module] of tree.modules) {
      for (const { path, value } of walk(module)) {
        expect(value, `${stack}${path}`).not.toBeNull();
        if (typeof value === "object") expect(Object.keys(value ?? {}), `${stack}${path}`).not.toEqual([]);
        expect(path).not.toContain("/provisioned_throughput");
      }
    }
  });

  it("T-23: names keep to the limits and differ, in an environment with the longest name as well", () => {
    const longest = treeOf(changed(tree.environment, [["name"], "a-name-as-long-as-an-environment-may-hav"]));
    for (const { stack, type, id, fields } of [...resources(tree), ...resources(longest)]) {
      const limit = limits[type];
      if (limit !== undefined && fields.name !== undefined)
        expect(fields.name.length, `${stack}: ${type}.${id}`).toBeLessThanOrEqual(limit);
    }
    for (const { file, object } of [...tree.objects, ...longest.objects]) {
      expect(object.metadata.name.length, file).toBeLessThanOrEqual(longestNames[object.kind] ?? 253);
      for (const value of Object.values(object.metadata.labels ?? {}))
        expect(value, file).toMatch(/^(|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/);
    }
    // The name of an inline policy is unique in its role.
    const named = resources(longest).flatMap(({ stack, type, fields }) =>
      fields.name === undefined
        ? []
        : [`${type} ${fields.name} ${type === "aws_iam_role_policy" ? `${stack} ${fields["role"]}` : ""}`],
    );
    expect(new Set(named).size).toBe(named.length);
  });

  it("T-24: names that the world shares hold account and region, those that MSK asks for their prefix, and deleted secrets come back", () => {
    const { accountId, region } = tree.plan.info.aws;
    const buckets = [...tree.modules.values()].map(
      (module) =>
        (module as unknown as { terraform: { backend: { s3: { bucket: string } } } }).terraform.backend.s3.bucket,
    );
    for (const bucket of [
      ...buckets,
      ...resources(tree, /^aws_s3_bucket$/).map(({ fields }) => String(fields.bucket)),
    ]) {
      expect(bucket).toContain(accountId);
      expect(bucket).toContain(region);
    }
    const secrets = resources(tree, /^aws_secretsmanager_secret$/);
    for (const { fields } of secrets) expect(fields.recovery_window_in_days ?? 30).toBeGreaterThanOrEqual(7);
    for (const { stack, fields } of resources(tree, /^aws_msk_(single_)?scram_secret_association$/)) {
      const [, id] = /\$\{aws_secretsmanager_secret\.([\w-]+)\.arn\}/.exec(JSON.stringify(fields)) ?? [];
      const own = secrets.find((secret) => secret.stack === stack && secret.id === id);
      expect(own ? own.fields.name : JSON.stringify(fields)).toMatch(/(^|:secret:)AmazonMSK_/);
    }
  });

  it("T-25: no Service and no stack make the same load balancer", () => {
    const services = tree.objects.filter(
      ({ object }) => object.kind === "Service" && (object.spec as { type?: string }).type === "LoadBalancer",
    );
    const bindings = tree.objects.filter(({ object }) => object.kind === "TargetGroupBinding");
    expect(services.length === 0 || resources(tree, /^aws_lb$/).length === 0 || bindings.length > 0).toBe(true);
  });

  it("T-28: a stack reads the state of those alone that it waits for, and only what they publish", () => {
    for (const [stack, module] of tree.modules) {
      const unit = tree.plan.units.find(({ id }) => id === `terraform/${stack}`);
      const read = Object.keys(
        (module.data as { terraform_remote_state?: object } | undefined)?.terraform_remote_state ?? {},
      );
      for (const other of read) expect(unit?.dependsOn, stack).toContain(`terraform/${other}`);
      for (const [, other = "", output = ""] of textOf(tree, stack).matchAll(
        /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g,
      ))
        expect(Object.keys(tree.modules.get(other)?.output ?? {}), `${stack} reads ${other}`).toContain(output);
      const delivered = tree.objects.find(
        ({ object }) => object.kind === "Terraform" && object.metadata.name === `${tree.name}-${stack}`,
      )?.object.spec as { dependsOn?: readonly { name: string }[] };
      expect((delivered.dependsOn ?? []).map(({ name }) => name)).toEqual(
        expect.arrayContaining(read.map((other) => `${tree.name}-${other}`)),
      );
    }
  });

  it("T-30: no password comes near a state", () => {
    expect(resources(tree, /^random_|^aws_iam_access_key$/)).toEqual([]);
    for (const { id, fields } of resources(tree, /^aws_secretsmanager_secret_version$/))
      expect(Object.keys(fields), id).toEqual(["secret_id", "secret_string_wo", "secret_string_wo_version"]);
    for (const [stack, module] of tree.modules)
      for (const { path } of walk(module.resource))
        expect(path, stack).not.toMatch(/\/(\w+_)?(password|secret_string|secret_binary|auth_token)$/);
  });

  it("T-31: Terraform and OpenTofu read each module alike, on any machine", () => {
    for (const [stack, module] of tree.modules) {
      const { "//": notice, terraform, ...body } = module as unknown as Fields;
      expect(notice).toMatch(/^Generated by Streamform/);
      expect(walk(body).filter(({ path }) => path.endsWith("///"))).toEqual([]);
      expect(walk(body).filter(({ path }) => path.split("/").includes("//"))).toEqual([]);
      expect(terraform).toEqual({
        required_version: textOf(tree, stack).includes('_wo"')
          ? terraformVersions.entries.terraform.requiredByWriteOnly
          : terraformVersions.entries.terraform.required,
        required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
        backend: {
          s3: expect.objectContaining({
            key: `${tree.name}/${stack}/terraform.tfstate`,
            use_lockfile: true,
            encrypt: true,
          }),
        },
      });
      expect(textOf(tree, stack)).not.toMatch(/"\/(home|root|tmp|Users|work)\//);
      expect(textOf(tree, stack)).not.toContain(process.cwd());
    }
  });

  it("T-33: every resource is one that the provider of the bindings knows", () => {
    for (const { stack, type } of resources(tree)) expect(knownTypes, `${stack} makes ${type}`).toContain(type);
  });
});

/** Trees of the platform that makes its brokers and their network by Terraform. */
const onMsk = trees.filter(({ environment }) => environment.spec.platform === "msk");

describe.each(onMsk)("Terraform traps of Amazon MSK in $name", (tree) => {
  it("T-20: the volume's size is left to autoscaling exactly where there is autoscaling", () => {
    const scaled = resources(tree, /^aws_appautoscaling_target$/).filter(
      ({ fields }) => fields.service_namespace === "kafka",
    );
    for (const { id, fields } of clusters(tree)) {
      const isScaled = scaled.some((target) => String(target.fields.resource_id).includes(`aws_msk_cluster.${id}.`));
      expect(fields.lifecycle?.ignore_changes ?? []).toEqual(
        isScaled ? ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"] : [],
      );
    }
    expect(clusters(tree)).toHaveLength(1);
  });

  it("T-21: a configuration that has to be replaced gets a new name first, and the cluster takes up each revision", () => {
    const configuration = (of: Tree) => resources(of, /^aws_msk_configuration$/)[0] as Resource;
    const { id, fields } = configuration(tree);
    expect(fields.lifecycle?.create_before_destroy).toBe(true);
    expect(clusters(tree)[0]?.fields.configuration_info).toEqual({
      arn: `\${aws_msk_configuration.${id}.arn}`,
      revision: `\${aws_msk_configuration.${id}.latest_revision}`,
    });
    const upgraded = treeOf(changed(tree.environment, [["msk", "kafkaVersion"], "3.8.x"]));
    expect(configuration(upgraded).fields.name).not.toBe(fields.name);
  });

  it("T-26: a zone that joins in the middle, or goes, leaves the other zones' subnets as they are", () => {
    const { region } = tree.plan.info.aws;
    const subnets = (letters: string) => {
      const zones = [...letters].map((letter) => `${region}${letter}`);
      const other = treeOf(changed(tree.environment, [["network", "zones"], zones]));
      return new Map(resources(other, /^aws_subnet$/).map(({ id, fields }) => [id, fields]));
    };
    const three = subnets("abc");
    for (const [id, fields] of three) expect(id).toContain(String(fields.availability_zone));
    for (const two of [subnets("ac"), subnets("cb")]) {
      expect(two.size).toBe((three.size / 3) * 2);
      for (const [id, fields] of two) expect(three.get(id), id).toEqual(fields);
    }
  });

  it("T-27: each flow is a rule of its own, and there is one of each", () => {
    const groups = resources(tree, /^aws_(default_)?security_group$/);
    expect(groups).not.toEqual([]);
    for (const { type, fields } of groups.filter((group) => group.type === "aws_security_group"))
      expect(Object.keys(fields), type).toEqual(expect.not.arrayContaining(["ingress", "egress"]));
    expect(resources(tree, /^aws_security_group_rule$/)).toEqual([]);
    const rules = resources(tree, /^aws_vpc_security_group_(in|e)gress_rule$/).map(
      ({ type, fields: { description: _, ...flow } }) => `${type} ${JSON.stringify(flow)}`,
    );
    expect(new Set(rules).size).toBe(rules.length);
  });

  it("T-29: text of a person's stays text", () => {
    const written = (description: string) =>
      changed(tree.environment, [["secrets", "entries", "note"], { kind: "manual", description }]);
    const descriptions = (description: string) =>
      resources(treeOf(written(description)), /^aws_secretsmanager_secret$/).map(({ fields }) => fields["description"]);
    expect(descriptions("${aws_vpc.vpc.id} %{if true}")).toContain("$${aws_vpc.vpc.id} %%{if true}");
    expect(descriptions("#{x} &{y} $${z}")).toContain("#{x} &{y} $$${z}");
    // Tags stand in every stack; what could begin an expression is none that AWS takes.
    for (const path of [["owner"], ["aws", "tags", "note"]])
      expect(() => changed(tree.environment, [path, "${aws_vpc.vpc.id}"])).toThrow("SF1006");
  });

  it("T-32: a volume has whole GiB, and autoscaling that cannot add the ten that MSK adds at least is refused", () => {
    const [cluster] = clusters(tree);
    const storage = walk(cluster?.fields).find(({ path }) => path.endsWith("/ebs_storage_info"))?.value;
    const { volume_size: size } = storage as { volume_size: number };
    expect(Number.isInteger(size)).toBe(true);
    const grown = (by: number) =>
      changed(tree.environment, [["msk", "storageAutoscaling"], { maximum: `${size + by}GiB` }]);
    expect(codesOf(grown(9))).toContain("SF2112");
    expect(codesOf(grown(10))).not.toContain("SF2112");
  });
});
