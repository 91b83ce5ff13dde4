import { describe, expect, it } from "vitest";
import { chart, fileOf, hosts, type PlanOf, planOf, stack } from "./testing.js";

const readme = (plan: PlanOf) => fileOf(planOf(plan), "README.md");
const between = (text: string, from: string, to = "\n## ") =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from) + 1) >>> 0);
const rows = (text: string, from: string) =>
  between(text, from)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2);

describe("the environment's README", () => {
  it("states the facts of every component, each title once", () => {
    const facts = [
      { label: "Topics", value: "3" },
      { label: "Partitions", value: "10" },
    ];
    const text = readme({ chapters: [{ title: "Topics", facts }] });
    expect(text).toContain("|  | AWS account and region | 111122223333, eu-central-1 |");
    expect(text).toContain("| **Topics** |  | 3 |\n|  | Partitions | 10 |\n");
  });

  it("keeps what people do day by day apart from the first steps", () => {
    const steps = [{ when: "operation" as const, title: "Open a session", commands: ["aws ssm start-session"] }];
    const text = readme({ chapters: [{ title: "Bastion", steps }] });
    expect(between(text, "## Day by day")).toContain("### 1. Open a session");
    expect(between(text, "## First steps")).not.toContain("Open a session");
  });

  it("shows a user's text as text", () => {
    const text = readme({
      owner: "<script>alert(1)</script>",
      chapters: [{ title: "a | b", facts: [{ label: "`x`", value: "[y](javascript:1)" }] }],
    });
    expect(text).not.toMatch(/(?<!\\)(<script|\| b |\[y)/);
  });

  it("lists the units by the level in which they come up, with what each waits for; host files last, in no order", () => {
    const units = [hosts("clients"), stack("msk"), chart("topics", { dependsOn: ["terraform/msk"] }), chart("space")];
    expect(rows(readme({ units }), "## Units")).toEqual([
      "| 1 | `terraform/msk` | msk | tofu-controller | nothing |",
      "| 1 | `kubernetes/space` | space | Flux | nothing |",
      "| 2 | `kubernetes/topics` | topics | Flux | `terraform/msk` |",
      "|  | `hosts/clients` | clients | hosts and people | nothing |",
    ]);
  });

  it("counts the levels of the pipeline's stacks apart", () => {
    const units = [
      stack("network"),
      stack("msk", { dependsOn: ["terraform/network"] }),
      chart("topics", { dependsOn: ["terraform/msk"] }),
    ];
    const text = readme({ units, delivery: { terraform: "pipeline" } });
    expect(rows(text, "## Units").map((row) => row.split(" | ").slice(0, 2).join(" "))).toEqual([
      "| 1 `terraform/network`",
      "| 1 `kubernetes/topics`",
      "| 2 `terraform/msk`",
    ]);
  });

  it("shows a component's table under its own heading, with a user's text as text", () => {
    const table = { title: "Sizing", head: ["Pods", "CPU"], rows: [["a | b", "1.5"]], note: "Each asks for it." };
    const text = between(readme({ chapters: [{ tables: [table] }] }), "## Sizing");
    expect(text).toContain("| Pods | CPU |\n| --- | --- |\n| a \\| b | 1.5 |\n\nEach asks for it.");
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
});

describe("the monthly cost", () => {
  it("sums what is known and says what is not", () => {
    const costs = [
      { item: "brokers", quantity: 1460, unit: "broker-hour", price: 0.9 },
      { item: "traffic", quantity: 10, unit: "GB", price: undefined },
      { item: "key", quantity: 1, unit: "key-month", price: 1 },
    ];
    const text = readme({ chapters: [{ title: "Amazon MSK", costs }] });
    expect(text).toContain("| Amazon MSK | brokers | 1460 broker-hours | $0.9 | $1314.00 |");
    expect(text).toContain("| Amazon MSK | key | 1 key-month | $1 | $1.00 |");
    expect(text).toContain("| Amazon MSK | traffic | 10 GB | not known | not known |");
    expect(text).toContain("**$1315.00** and 1 without a known price");
  });
});
