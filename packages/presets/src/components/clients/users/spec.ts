import { secretReference, size } from "@streamform/core";
import { z } from "zod";
import { operations } from "./operations.js";

const userName = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "a user's name has lower-case letters, digits and hyphens, such as orders-app",
  );

const objectName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a name has lower-case letters, digits and hyphens");

const topicPattern = z
  .string()
  .max(249)
  .regex(/^(\*|[a-zA-Z0-9._-]+\*?)$/, "write a topic (orders), a prefix (llm-*), or * for all topics");
/** Groups and transactional ids may have any characters; a pattern allows the common ones. */
const idPattern = z
  .string()
  .max(249)
  .regex(/^(\*|(?!-)[!-)+-~]+\*?)$/, "write a name, a prefix (orders-*), or * for all");

const host = z
  .string()
  .max(45)
  .regex(/^(\*|[0-9a-fA-F.:]+)$/, "a host is an IP address, or * for all")
  .default("*")
  .describe("IP address of the client. Default: *, all.");
const permission = z
  .enum(["allow", "deny"])
  .default("allow")
  .describe("Whether the rule allows or denies. Default: allow.");

const ruleOf = <const Resource extends keyof typeof operations>(resource: Resource, name: z.ZodString) =>
  z.strictObject({
    resource: z.literal(resource).describe("Kind of resource."),
    name: name.describe("Name of the resource, a prefix (orders-*), or * for all."),
    operations: z.array(z.enum(operations[resource])).min(1).describe("Operations that the rule allows or denies."),
    permission,
    host,
  });

const rule = z.discriminatedUnion("resource", [
  ruleOf("topic", topicPattern),
  ruleOf("group", idPattern),
  ruleOf("transactional-id", idPattern),
  z.strictObject({
    resource: z.literal("cluster").describe("The cluster itself."),
    operations: z.array(z.enum(operations.cluster)).min(1).describe("Operations that the rule allows or denies."),
    permission,
    host,
  }),
]);

const topicsOf = (role: string) =>
  z.array(topicPattern).default([]).describe(`${role}: names (orders), prefixes (llm-*), or * for all. Default: none.`);

const acls = z
  .strictObject({
    produce: topicsOf("Topics that the user writes to"),
    consume: topicsOf("Topics that the user reads, in its consumer groups"),
    process: topicsOf(
      "Topics that the user reads and writes as a stream processor, in transactions and with internal topics, whose names begin with its groups' names",
    ),
    groups: z
      .array(idPattern)
      .optional()
      .describe(
        "Consumer groups, or a stream processor's application ids. Default: if the user reads, all that begin with its name.",
      ),
    transactionalIds: z
      .array(idPattern)
      .optional()
      .describe(
        "Transactional ids. Default: for a stream processor, all that begin with the user's name; for others, none.",
      ),
    rules: z.array(rule).default([]).describe("Single rules, for rights that the roles do not cover. Default: none."),
  })
  .prefault({})
  .describe("Rights of the user. Default: none.");

const rate = (what: string) =>
  size("B")
    .optional()
    .describe(`Bytes a second that the user may ${what} at each broker, such as 10MiB. Default: no limit.`);

const quotas = z
  .strictObject({
    produce: rate("write"),
    consume: rate("read"),
    requestPercentage: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe(
        "Share of a broker's network and I/O threads that the user may use, in percent of one thread: 200 is two threads. Default: no limit.",
      ),
  })
  .prefault({})
  .describe("Quotas of the user. The brokers slow down requests above them. Default: no limits.");

const user = z.strictObject({
  authentication: z
    .enum(["scram-sha-512", "tls", "iam"])
    .optional()
    .describe(
      "How the user logs in: scram-sha-512 (password), tls (certificate) or iam (an IAM role that Streamform creates, on brokers that accept AWS credentials). Default: scram-sha-512 if the brokers accept passwords, else iam, else tls.",
    ),
  password: secretReference()
    .optional()
    .describe('Secret with the password: printable ASCII without " and \\. Default: a new random password.'),
  serviceAccounts: z
    .record(
      objectName,
      z.strictObject({
        name: objectName.describe("Name of the service account."),
        namespace: objectName.optional().describe("Namespace of the service account. Default: the environment's."),
      }),
    )
    .default({})
    .describe(
      "Service accounts, by a name of your choice, whose pods get the IAM role of a user with the login iam, by EKS Pod Identity (`kubernetes.eksCluster`). Default: none; you give the role to your pods yourself.",
    ),
  namespaces: z
    .array(objectName)
    .default([])
    .describe(
      "Other namespaces of the cluster whose pods connect as the user. External Secrets copies the user's Secret and the brokers' CA into each and keeps the copies up to date. The namespaces must exist. Default: none. A user that logs in by iam has `serviceAccounts` instead.",
    ),
  acls,
  quotas,
  onRemove: z
    .enum(["keep", "delete"])
    .default("keep")
    .describe(
      "What happens to the user in Kafka when you remove it from the spec. keep: the user keeps its credentials and rights. delete: its credentials, rights and quotas are deleted. Default: keep.",
    ),
});

const schema = z.record(userName, user).describe("Users by name, with their rights.");

type Schema = typeof schema;
export interface UsersSchema extends Schema {}

export const usersSpec: UsersSchema = schema;

/** A user as written in the spec. */
export type WrittenUser = z.output<typeof user>;
export type WrittenUsers = z.output<typeof usersSpec>;

/** A user with every default filled in. */
export type User = Omit<WrittenUser, "authentication"> & {
  readonly authentication: NonNullable<WrittenUser["authentication"]>;
};
export type Users = Readonly<Record<string, User>>;
