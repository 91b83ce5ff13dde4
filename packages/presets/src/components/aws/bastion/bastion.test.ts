import { describe, expect, it } from "vitest";
import { codes, compileObject, diagnose } from "../../../testing.js";
import { msk } from "../../kafka/msk/index.js";
import { network } from "../network/index.js";
import { architectureOf } from "./architecture.js";
import { bastion } from "./index.js";
import { reachOf } from "./reach.js";

const environment = {
  network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
  msk: { kafkaVersion: "3.9.x.kraft", configuration: { "log.retention.ms": "3d" } },
};

function compiled(spec: object = {}, mskSpec: object = {}) {
  return compileObject(
    { ...environment, msk: { ...environment.msk, ...mskSpec }, bastion: spec },
    network,
    msk,
    bastion,
  );
}

const terraform = (...parameters: Parameters<typeof compiled>) => compiled(...parameters).terraform("bastion");
const all = (resources: ReturnType<typeof terraform>, type: string) => Object.values(resources.resource[type] ?? {});

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
  readonly runcmd: readonly (readonly string[])[];
}

/** What cloud-init reads, once Terraform has taken its escapes away. */
function cloudConfig(...parameters: Parameters<typeof compiled>): CloudConfig {
  const text = String(terraform(...parameters).resource["aws_instance"]?.["instance"]?.["user_data"]).replace(
    /([$%])\1\{/g,
    "$1{",
  );
  expect(text.startsWith("#cloud-config\n")).toBe(true);
  return JSON.parse(text.slice("#cloud-config\n".length)) as CloudConfig;
}

const fileOf = (config: CloudConfig, path: string) =>
  config.write_files.find((file) => file.path === path)?.content ?? "";

describe("the instance", () => {
  const module = terraform();
  const instance = module.resource["aws_instance"]?.["instance"];

  it("has no public address, asks for IMDSv2 and encrypts its disk", () => {
    expect(instance).toMatchObject({
      instance_type: "t4g.micro",
      associate_public_ip_address: false,
      metadata_options: { http_tokens: "required" },
      root_block_device: { encrypted: true, volume_size: 10 },
    });
    expect(instance).not.toHaveProperty("key_name");
  });

  it("takes the newest Amazon Linux 2023 of its architecture and is not replaced by the next", () => {
    const image = (spec: object) => terraform(spec).data as { aws_ssm_parameter: { image: { name: string } } };
    expect(image({}).aws_ssm_parameter.image.name).toBe(
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
    );
    expect(image({ instanceType: "t3.micro" }).aws_ssm_parameter.image.name).toMatch(/x86_64$/);
    expect(instance?.["lifecycle"]).toEqual({ ignore_changes: ["ami"] });
  });

  it("lets nothing in, and is let in by the brokers on each listener's port", () => {
    const ingress = all(
      terraform({}, { authentication: { iam: true, none: true } }),
      "aws_vpc_security_group_ingress_rule",
    );
    const own = "${aws_security_group.security-group.id}";
    expect(ingress.filter(({ security_group_id }) => security_group_id === own)).toEqual([]);
    const onBrokers = ingress.filter(({ security_group_id }) =>
      String(security_group_id).includes("terraform_remote_state.msk"),
    );
    expect(onBrokers.map(({ from_port }) => from_port).sort()).toEqual([9094, 9098]);
    for (const rule of onBrokers) expect(rule["referenced_security_group_id"]).toBe(own);
  });

  it("is not replaced when the brokers' addresses change: they are parameters", () => {
    expect(JSON.stringify(instance)).not.toContain("bootstrap_servers");
    expect(module.resource["aws_ssm_parameter"]?.["bootstrap-servers-iam"]).toMatchObject({
      name: "/streamform/test/bastion/bootstrap-servers-iam",
      value: "${data.terraform_remote_state.msk.outputs.bootstrap_servers_iam}",
    });
  });
});

describe("permissions", () => {
  const policies = (...parameters: Parameters<typeof compiled>) =>
    all(terraform(...parameters), "aws_iam_role_policy_attachment").map(({ policy_arn }) => policy_arn);

  it("are those of Session Manager and of an administrator", () => {
    expect(policies()).toEqual([
      "arn:aws:iam::111122223333:policy/test-msk-admin",
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
  });

  it("are policies that the cluster's stack makes, even under the longest name", () => {
    const name = "a".repeat(40);
    const { terraform } = compileObject(
      { ...environment, name, bastion: { permissions: ["admin", "producer", "consumer"] } },
      network,
      msk,
      bastion,
    );
    const made = Object.values(terraform("msk").resource["aws_iam_policy"] ?? {}).map(
      (policy) => `arn:aws:iam::111122223333:policy/${String(policy["name"])}`,
    );
    const attached = Object.values(terraform("bastion").resource["aws_iam_role_policy_attachment"] ?? {}).map(
      ({ policy_arn }) => policy_arn,
    );
    expect(attached).toEqual(expect.arrayContaining(made));
    expect(made).toHaveLength(3);
  });

  it("follow the spec, and are none in Kafka where brokers do not ask AWS", () => {
    expect(policies({ permissions: ["consumer"] })).toContain("arn:aws:iam::111122223333:policy/test-msk-consumer");
    expect(policies({}, { authentication: { iam: false, none: true } })).toEqual([
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
  });
});

describe("the way out", () => {
  it("is by endpoints and a bucket of tools where the network has no NAT gateway", () => {
    const { file, terraform } = compiled();
    const { resource } = terraform("bastion");
    expect(Object.values(resource["aws_vpc_endpoint"] ?? {}).map(({ service_name }) => service_name)).toEqual(
      ["ec2messages", "ssm", "ssmmessages"].map((service) => `com.amazonaws.eu-central-1.${service}`),
    );
    expect(resource["aws_s3_bucket"]?.["tools"]?.["bucket"]).toBe("test-bastion-tools-111122223333-eu-central-1");
    expect(file("hosts/bastion/upload-tools.sh")).toContain("bucket='test-bastion-tools-111122223333-eu-central-1'");
  });

  it("is the internet where the spec says so", () => {
    const { plan, terraform } = compiled({ internet: true });
    const types = Object.keys(terraform("bastion").resource);
    expect(types).not.toContain("aws_vpc_endpoint");
    expect(types).not.toContain("aws_s3_bucket");
    expect(plan.units.some(({ id }) => id === "hosts/bastion")).toBe(false);
  });

  it("follows what the network knows of itself, and the spec before it", () => {
    expect(reachOf({}, { internet: true })).toEqual({ internet: true, endpoints: false });
    expect(reachOf({}, { internet: undefined })).toEqual({ internet: false, endpoints: true });
    expect(reachOf({ internet: false, endpoints: false }, { internet: true })).toEqual({
      internet: false,
      endpoints: false,
    });
  });
});

describe("user data", () => {
  it("fits into the 16 KB that EC2 takes", () => {
    const listeners = {
      authentication: {
        iam: true,
        none: true,
        mtls: { certificateAuthorityArns: ["arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/a"] },
      },
      encryption: { inTransit: "TLS_PLAINTEXT" },
    };
    expect(String(terraform({}, listeners).resource["aws_instance"]?.["instance"]?.["user_data"]).length).toBeLessThan(
      16 * 1024,
    );
  });

  it("brings the scripts as they are, however much of them looks like Terraform", () => {
    expect(fileOf(cloudConfig(), "/usr/local/bin/kafka-env")).toContain("kafka_listener=${1:-$DEFAULT_LISTENER}");
  });

  it("gives every listener its client properties, the preferred one first", () => {
    const config = cloudConfig({}, { authentication: { iam: true, none: true } });
    expect(fileOf(config, "/etc/kafka-bastion/iam.properties")).toContain("sasl.mechanism=AWS_MSK_IAM\n");
    expect(fileOf(config, "/etc/kafka-bastion/tls.properties")).toBe("security.protocol=SSL\n");
    expect(fileOf(config, "/etc/kafka-bastion/settings.sh")).toContain("DEFAULT_LISTENER='iam'\nLISTENERS='iam tls'\n");
  });

  it("takes the tools that go with the brokers, with their digests where they are known", () => {
    const settings = (kafkaVersion: string) =>
      fileOf(cloudConfig({}, { kafkaVersion }), "/etc/kafka-bastion/settings.sh");
    expect(settings("4.1.x.kraft")).toMatch(/^KAFKA_ARCHIVE='kafka_2\.13-4\.1\.\d+\.tgz'$/m);
    expect(settings("4.1.x.kraft")).toMatch(/^KAFKA_SHA512='[0-9a-f]{128}'$/m);
    expect(settings("3.9.x.kraft")).toMatch(/^IAM_JAR_SHA256='[0-9a-f]{64}'$/m);
  });
});

describe("checks", () => {
  const codesOf = (spec: object, more: object = {}) =>
    codes({ ...environment, ...more, bastion: spec }, network, msk, bastion).filter((code) => code.startsWith("SF27"));

  it("refuses a bastion that Session Manager cannot reach", () => {
    expect(codesOf({ endpoints: false })).toEqual(["SF2701"]);
    expect(codesOf({ endpoints: false, internet: true })).toEqual([]);
  });

  it("refuses an image that the instance type cannot run", () => {
    expect(codesOf({ instanceType: "t3.micro", architecture: "arm64" })).toEqual(["SF2702"]);
    expect(
      diagnose({ ...environment, bastion: { architecture: "x86_64" } }, network, msk, bastion).find(
        ({ code }) => code === "SF2702",
      )?.message,
    ).toBe("the instance type t4g.micro is arm64, and the image is x86_64");
  });

  it.each([
    ["t4g.micro", "arm64"],
    ["c7gn.large", "arm64"],
    ["a1.medium", "arm64"],
    ["t3.micro", "x86_64"],
    ["g4dn.xlarge", "x86_64"],
    ["m7i-flex.large", "x86_64"],
  ])("knows that %s is %s", (instanceType, architecture) => {
    expect(architectureOf(instanceType)).toBe(architecture);
  });

  it("warns of a production bastion that may read the data", () => {
    expect(codesOf({ permissions: ["admin", "consumer"] }, { stage: "production" })).toEqual(["SF2703"]);
    expect(codesOf({}, { stage: "production" })).toEqual([]);
  });
});

describe("summary", () => {
  it("gives the commands that open a session and forward a port", () => {
    const commands =
      compiled()
        .plan.chapters.find(({ component }) => component === "bastion")
        ?.steps.flatMap((step) => step.commands ?? []) ?? [];
    expect(commands).toContain('aws ssm start-session --region eu-central-1 --target "$instance"');
    expect(
      commands.some(
        (command) =>
          command.includes("AWS-StartPortForwardingSessionToRemoteHost") && command.includes("portNumber=9098"),
      ),
    ).toBe(true);
  });
});
