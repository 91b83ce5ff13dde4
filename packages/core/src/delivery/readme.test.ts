import { describe, expect, it } from "vitest";
import { chart, fileOf, hosts, objectOf, type PlanOf, planOf, releaseOf, stack } from "./testing.js";

const readme = (plan: PlanOf) => fileOf(planOf(plan), "README.md");
const between = (text: string, from: string, to = "\n## ") =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from) + 1) >>> 0);
const steps = (text: string) => [...text.matchAll(/^### \d+\. (.*)$/gm)].map(([, title]) => title);

describe("the environment's README", () => {
  it("states the facts of every component", () => {
    const text = readme({ chapters: [{ title: "Amazon MSK", facts: [{ label: "Kafka", value: "3.5.1" }] }] });
    expect(text).toContain("| Environment | AWS account and region | 111122223333, eu-central-1 |");
    expect(text).toContain("| Amazon MSK | Kafka | 3.5.1 |");
  });

  it("shows a user's text as text", () => {
    const text = readme({
      owner: "<script>alert(1)</script>",
      chapters: [{ title: "a | b", facts: [{ label: "`x`", value: "[y](javascript:1)" }] }],
    });
    expect(text).not.toMatch(/(?<!\\)(<script|\| b |\[y)/);
  });

  it("lists the units in their order, with what each waits for", () => {
    const text = between(
      readme({ units: [stack("msk"), chart("topics", { dependsOn: ["terraform/msk"] }), hosts("clients")] }),
      "## Units",
    );
    expect(text).toContain("| 1 | `terraform/msk` | msk | tofu-controller | nothing |");
    expect(text).toContain("| 2 | `kubernetes/topics` | topics | Flux | `terraform/msk` |");
    expect(text).toContain("| 3 | `hosts/clients` | clients | hosts and people | nothing |");
  });

  it("gives addresses, or the command that tells them", () => {
    const endpoint = { name: "IAM", protocol: "SASL_SSL" };
    const text = readme({
      chapters: [
        {
          endpoints: [
            { ...endpoint, port: 9098, address: { known: "b-1.example.com" } },
            {
              ...endpoint,
              address: { unit: "terraform/msk", output: "bootstrap", parameter: "/streamform/test/msk/bootstrap" },
            },
            { ...endpoint, address: { unit: "terraform/msk", output: "zookeeper" } },
          ],
        },
      ],
    });
    expect(text).toContain("`b-1.example.com:9098`");
    expect(text).toContain(
      "aws ssm get-parameter --region eu-central-1 --name /streamform/test/msk/bootstrap --query Parameter.Value --output text",
    );
    expect(text).toContain("terraform -chdir=generated/test/terraform/msk output -raw zookeeper");
  });

  it("says what must exist: engine, controller, credentials, and what the units declare", () => {
    const text = readme({
      units: [stack("msk")],
      delivery: { credentials: "git" },
      preconditions: [{ title: "External Secrets", text: "with a store." }],
    });
    const list = between(text, "## What must exist");
    for (const title of [
      "Flux 2.5 or newer",
      "tofu-controller 0.16 or newer",
      "AWS credentials of the runner",
      "Git credentials",
      "External Secrets",
    ])
      expect(list).toContain(`- **${title}**`);
  });
});

describe("first steps", () => {
  const chapters: PlanOf["chapters"] = [
    {
      steps: [
        { when: "after", title: "Check the quorum" },
        { when: "before", title: "Make the secret", commands: ["aws secretsmanager create-secret"] },
      ],
    },
  ];

  it("go from nothing: state bucket, what comes before, delivery, approval, what comes after", () => {
    expect(steps(readme({ units: [stack("msk")], chapters }))).toEqual([
      "Make the bucket of the Terraform state",
      "Make the secret",
      "Apply the delivery folder",
      "Read and approve the plans",
      "Check the quorum",
    ]);
  });

  it("leave out what the spec does not need", () => {
    expect(steps(readme({ units: [stack("msk")], state: { create: false }, delivery: { approval: "auto" } }))).toEqual([
      "Apply the delivery folder",
    ]);
  });

  it("approve by a field manager that Flux leaves alone", () => {
    expect(readme({ units: [stack("msk")] })).toContain(
      '--field-manager flux-client-side-apply --patch "{\\"spec\\":{\\"approvePlan\\":\\"$plan\\"}}"',
    );
  });

  it("merge into Argo CD's own ConfigMap", () => {
    expect(readme({ delivery: { engine: "argocd" } })).toContain(
      "kubectl apply --server-side --field-manager=streamform --kustomize generated/test/delivery",
    );
  });

  it("tell the pipeline's order of the stacks", () => {
    const text = readme({
      units: [stack("network"), stack("msk", { dependsOn: ["terraform/network"] })],
      delivery: { terraform: "pipeline" },
    });
    expect(steps(text)).toEqual([
      "Make the bucket of the Terraform state",
      "Apply the stacks",
      "Apply the delivery folder",
    ]);
    expect(text.indexOf("terraform/network apply")).toBeLessThan(text.indexOf("terraform/msk apply"));
  });

  it("name the cluster that the spec names, as one word of a shell", () => {
    expect(readme({ kubernetes: { namespace: "streaming", context: "my cluster's" } })).toContain(
      "kubectl --context 'my cluster'\\''s' apply --kustomize",
    );
  });
});

describe("the monthly cost", () => {
  it("sums what is known and says what is not", () => {
    const costs = [
      { item: "brokers", quantity: 1460, unit: "broker-hour", price: 0.9 },
      { item: "traffic", quantity: 10, unit: "GB", price: undefined },
    ];
    const text = readme({ chapters: [{ title: "Amazon MSK", costs }] });
    expect(text).toContain("| Amazon MSK | brokers | 1460 broker-hour | $0.9 | $1,314.00 |");
    expect(text).toContain("| Amazon MSK | traffic | 10 GB | not known | not known |");
    expect(text).toContain("**$1,314.00** and 1 without a known price");
  });
});

describe("taking it down", () => {
  const units = [
    stack("msk", { resources: [{ type: "aws_msk_cluster", id: "cluster" }] }),
    chart("operator", { manifests: [], helmReleases: [releaseOf("operator", { provides: ["kafka.strimzi.io"] })] }),
    chart("topics", {
      manifests: [objectOf("kafka.strimzi.io/v1", "KafkaTopic", "orders")],
      dependsOn: ["kubernetes/operator"],
    }),
  ];

  it("names what is protected", () => {
    const text = between(readme({ units }), "## Taking it down");
    for (const thing of ["`aws_msk_cluster.cluster`", "chart `operator`, with its CRDs", "`KafkaTopic orders`"])
      expect(text).toContain(thing);
  });

  it("stops the reconciliation first", () => {
    const text = between(readme({ units }), "## Taking it down");
    expect(text.indexOf("delete kustomizations.kustomize.toolkit.fluxcd.io test\n")).toBeLessThan(
      text.indexOf("generated/test/kubernetes/topics"),
    );
  });

  it("never deletes Argo CD's own ConfigMap", () => {
    const text = between(readme({ units, delivery: { engine: "argocd" } }), "## Taking it down");
    expect(text).not.toMatch(/delete .*generated\/test\/delivery\n/);
    expect(text).toContain("delete --kustomize generated/test/delivery/project");
  });
});
