import { describe, expect, it } from "vitest";
import { accessRules } from "../../components/clients/users/access-rules.js";
import { usersSpec } from "../../components/clients/users/spec.js";
import { statementsOf, withoutAction } from "./statements.js";

const resources = {
  cluster: "arn:cluster",
  topics: "arn:topic/",
  groups: "arn:group/",
  transactionalIds: "arn:transactional-id/",
};
const statements = (acls: object) => {
  const { app } = usersSpec.parse({ app: { acls } });
  if (!app) throw new Error("no user");
  return statementsOf(accessRules("app", app), resources);
};
const kafkaCluster = (...actions: readonly string[]) => actions.map((action) => `kafka-cluster:${action}`);

describe("rights as an IAM policy", () => {
  it("let a producer write to its topics, idempotently, and nothing else", () => {
    expect(statements({ produce: ["orders", "llm-*"] })).toEqual([
      { Effect: "Allow", Action: kafkaCluster("Connect", "WriteDataIdempotently"), Resource: "arn:cluster" },
      {
        Effect: "Allow",
        Action: kafkaCluster("DescribeTopic", "WriteData"),
        Resource: ["arn:topic/llm-*", "arn:topic/orders"],
      },
    ]);
  });

  it("let a consumer read in its groups, and write nothing", () => {
    const actions = statements({ consume: ["orders"], groups: ["reports"] }).flatMap(({ Action }) => Action);
    expect(actions).toEqual(kafkaCluster("Connect", "AlterGroup", "DescribeGroup", "DescribeTopic", "ReadData"));
  });

  it("let nobody delete a topic that no rule names", () => {
    const rules = [{ resource: "topic", name: "*", operations: ["Alter", "Create"] }];
    const actions = statements({ rules }).flatMap(({ Action }) => Action);
    expect(actions).toContain("kafka-cluster:CreateTopic");
    expect(actions).not.toContain("kafka-cluster:DeleteTopic");
  });

  it("deny what a rule denies", () => {
    expect(
      statements({
        consume: ["*"],
        rules: [{ resource: "topic", name: "secret", operations: ["Read"], permission: "deny" }],
      }),
    ).toContainEqual({
      Effect: "Deny",
      Action: kafkaCluster("ReadData"),
      Resource: "arn:topic/secret",
    });
  });

  it("take the signs of patterns in a name as themselves, and none as an expression of Terraform", () => {
    const { Resource } = statements({ rules: [{ resource: "group", name: "a?b", operations: ["Read"] }] })[1] ?? {};
    expect(Resource).toBe("arn:group/a$${?}b");
  });

  it("are nothing where there are no rights, and know what IAM lacks", () => {
    expect(statements({})).toEqual([]);
    expect(withoutAction({ resource: "cluster", operations: ["ClusterAction", "Describe", "All"] })).toEqual([
      "ClusterAction",
    ]);
  });
});
