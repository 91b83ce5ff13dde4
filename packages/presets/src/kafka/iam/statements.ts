import type { AccessRule, Pattern } from "../../components/clients/users/access-rules.js";
import type { Operation, ResourceType } from "../../components/clients/users/operations.js";
import type { IamResources } from "../facts.js";

/** A statement of an IAM policy. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * Actions of `kafka-cluster` for each of Kafka's operations, with the further actions that AWS requires on the same resource. Kafka grants the right to
 * create any topic on the cluster, IAM grants it on the topics.
 *
 * Source: Amazon MSK developer guide, "Semantics of IAM authorization policy actions and resources".
 */
const actions: { readonly [Type in ResourceType]: { readonly [Name in Operation]?: readonly string[] } } = {
  topic: {
    Read: ["DescribeTopic", "ReadData"],
    Write: ["DescribeTopic", "WriteData"],
    Create: ["CreateTopic", "DescribeTopic"],
    Delete: ["DeleteTopic", "DescribeTopic"],
    Alter: ["AlterTopic", "DescribeTopic"],
    Describe: ["DescribeTopic"],
    DescribeConfigs: ["DescribeTopicDynamicConfiguration"],
    AlterConfigs: ["AlterTopicDynamicConfiguration", "DescribeTopicDynamicConfiguration"],
  },
  group: {
    Read: ["AlterGroup", "DescribeGroup"],
    Delete: ["DeleteGroup", "DescribeGroup"],
    Describe: ["DescribeGroup"],
  },
  "transactional-id": {
    Describe: ["DescribeTransactionalId"],
    Write: ["AlterTransactionalId", "DescribeTransactionalId"],
  },
  cluster: {
    Alter: ["AlterCluster", "DescribeCluster"],
    Describe: ["DescribeCluster"],
    DescribeConfigs: ["DescribeClusterDynamicConfiguration"],
    AlterConfigs: ["AlterClusterDynamicConfiguration", "DescribeClusterDynamicConfiguration"],
    IdempotentWrite: ["WriteDataIdempotently"],
  },
};

/** Operations that IAM has no action for. */
export function withoutAction({
  resource,
  operations,
}: Pick<AccessRule, "resource" | "operations">): readonly Operation[] {
  return operations.filter(
    (operation) => operation !== "All" && operation !== "Create" && actions[resource][operation] === undefined,
  );
}

function actionsOf(resource: ResourceType, operations: readonly Operation[]): readonly string[] {
  const all = operations.includes("All") ? (Object.keys(actions[resource]) as Operation[]) : operations;
  return [...new Set(all.flatMap((operation) => actions[resource][operation] ?? []))].sort();
}

/** Actions of a rule that denies: those of the operations themselves, not those that they need besides. */
function deniedOf(resource: ResourceType, operations: readonly Operation[]): readonly string[] {
  const alone = new Set(Object.values(actions[resource]).flatMap((list) => (list.length === 1 ? list : [])));
  return operations.flatMap((operation) => {
    if (operation === "All") return actionsOf(resource, [operation]);
    const list = actions[resource][operation] ?? [];
    return list.length === 1 ? list : list.filter((action) => !alone.has(action));
  });
}

/**
 * A pattern in an ARN, where `*`, `?` and `$` of a name would mean something else: `${*}`, with the dollar doubled as Terraform writes a literal `${`.
 *
 * Source: IAM user guide, policy variables; Terraform language, strings and templates, escape sequences
 */
function patternOf({ kind, name }: Pattern): string {
  if (kind === "literal" && name === "*") return "*";
  return name.replace(/[*?$]/g, (sign) => `$\${${sign}}`) + (kind === "prefixed" ? "*" : "");
}

/**
 * What rules of Kafka's authorizer are as statements of an IAM policy: one for each effect and set of actions, in a stable order. Who may do anything
 * may connect; who may write may write idempotently, as producers do unless they are told otherwise.
 */
export function statementsOf(rules: readonly AccessRule[], resources: IamResources): readonly Statement[] {
  const prefixes = { topic: resources.topics, group: resources.groups, "transactional-id": resources.transactionalIds };
  const arnOf = ({ resource, pattern }: Pick<AccessRule, "resource" | "pattern">) =>
    resource === "cluster" ? resources.cluster : `${prefixes[resource]}${patternOf(pattern)}`;
  const grants = rules.flatMap(({ permission, resource, pattern, operations }) => {
    const effect = permission === "allow" ? ("Allow" as const) : ("Deny" as const);
    const writes =
      permission === "allow" && operations.some((operation) => operation === "Write" || operation === "All");
    const creates =
      resource === "cluster" && operations.some((operation) => operation === "Create" || operation === "All");
    return [
      {
        effect,
        actions: effect === "Allow" ? actionsOf(resource, operations) : deniedOf(resource, operations),
        arn: arnOf({ resource, pattern }),
      },
      ...(creates
        ? [
            {
              effect,
              actions: effect === "Allow" ? ["CreateTopic", "DescribeTopic"] : ["CreateTopic"],
              arn: `${resources.topics}*`,
            },
          ]
        : []),
      ...(writes && resource !== "group"
        ? [{ effect, actions: ["WriteDataIdempotently"], arn: resources.cluster }]
        : []),
    ];
  });
  const connects = grants.some(({ effect }) => effect === "Allow")
    ? [{ effect: "Allow" as const, actions: ["Connect"], arn: resources.cluster }]
    : [];
  return joined([...connects, ...grants]);
}

interface Grant {
  readonly effect: Statement["Effect"];
  readonly actions: readonly string[];
  readonly arn: string;
}

/** Actions of one resource together, then resources of the same actions. */
function joined(grants: readonly Grant[]): readonly Statement[] {
  const byArn = new Map<string, Set<string>>();
  for (const { effect, actions: list, arn } of grants) {
    const key = `${effect} ${arn}`;
    byArn.set(key, new Set([...(byArn.get(key) ?? []), ...list]));
  }
  const byActions = new Map<string, string[]>();
  for (const [key, list] of [...byArn].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (list.size === 0) continue;
    const effect = key.slice(0, key.indexOf(" "));
    const same = `${effect} ${[...list].sort().join(",")}`;
    byActions.set(same, [...(byActions.get(same) ?? []), key.slice(effect.length + 1)]);
  }
  return [...byActions].map(([key, arns]): Statement => {
    const [effect, list = ""] = key.split(" ");
    return {
      Effect: effect === "Deny" ? "Deny" : "Allow",
      Action: list.split(",").map((action) => `kafka-cluster:${action}`),
      Resource: arns.length === 1 ? (arns[0] ?? "") : arns,
    };
  });
}
