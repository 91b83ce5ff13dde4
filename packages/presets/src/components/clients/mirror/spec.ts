import { duration, podFields, secretReference, size } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";

const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a name has lower-case letters, digits, dots and hyphens");

/** MirrorMaker puts an alias before topics' names with a dot, and reads it off again. */
const alias = z
  .string()
  .max(63)
  .regex(/^[a-zA-Z0-9_-]+$/, "an alias has letters, digits, underscores and hyphens");

/** MirrorMaker takes patterns as a list with commas. */
const patterns = z
  .array(
    z
      .string()
      .min(1)
      .max(249)
      .regex(/^[^\s,]+$/, "a pattern has neither commas nor blanks")
      .superRefine((text, context) => {
        try {
          new RegExp(text);
        } catch {
          context.addIssue({ code: "custom", message: `${text} is not a regular expression` });
        }
      }),
  )
  .min(1);

const other = z
  .strictObject({
    alias: alias.describe("Name of the other cluster: it stands before the names of topics that come from there."),
    bootstrapServers: z
      .array(
        z
          .string()
          .max(259)
          .regex(/^[a-zA-Z0-9.-]+:\d{1,5}$/, "an address is host:port, as kafka.acme.example:9092"),
      )
      .min(1)
      .describe("Addresses that the other cluster is reached by, each as host:port."),
    brokers: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe("Brokers of the other cluster; the replication factor is held against it. Default: unknown."),
    tls: z.boolean().default(true).describe("Whether connections to it are encrypted. Default: true."),
    trust: z
      .strictObject({
        secret: objectName.describe("Secret in the environment's namespace that holds the CA's certificate."),
        key: z.string().min(1).max(253).default("ca.crt").describe("Key of the certificate in it. Default: ca.crt."),
      })
      .optional()
      .describe("Where the CA that signs its brokers' certificates is found. Default: every Java trusts it already."),
    scram: z
      .strictObject({
        mechanism: z
          .enum(["SCRAM-SHA-256", "SCRAM-SHA-512"])
          .default("SCRAM-SHA-512")
          .describe("Mechanism of the password. Default: SCRAM-SHA-512."),
        username: z
          .string()
          .max(249)
          .regex(/^[^"\\\s]+$/, "a user's name has no blanks, quotes or backslashes")
          .describe("User of the other cluster."),
        password: secretReference().describe("Its password, in AWS Secrets Manager."),
      })
      .optional()
      .describe("How MirrorMaker proves there who it is. Default: not at all."),
  })
  .describe("The other cluster.");

const mirror = z.strictObject({
  direction: z
    .enum(["to", "from"])
    .describe("Whether topics go from this cluster to the other one, or come from the other one to this."),
  alias: alias
    .optional()
    .describe(
      "Name of this cluster: it stands before the names of topics that it gives away. Default: the environment's name.",
    ),
  cluster: other,
  topics: patterns
    .default([".*"])
    .describe("Topics that are mirrored, as regular expressions for whole names. Default: all, `.*`."),
  excludeTopics: patterns
    .optional()
    .describe("Topics among them that are not, likewise; internal ones never are. Default: none."),
  groups: patterns
    .default([".*"])
    .describe("Consumer groups whose offsets are translated, as regular expressions. Default: all, `.*`."),
  excludeGroups: patterns
    .optional()
    .describe("Groups among them that are not, likewise; those of the command-line tools never are. Default: none."),
  policy: z
    .enum(["default", "identity"])
    .default("default")
    .describe(
      "Names of the mirrored topics: default puts the source's alias and a dot before them, identity leaves them as they are. Default: default.",
    ),
  replicationFactor: z
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe("Copies of each mirrored partition. Default: the target brokers' default.replication.factor."),
  syncGroupOffsets: z
    .boolean()
    .default(true)
    .describe(
      "Whether the translated offsets of groups that nobody uses in the target are committed there, so that their consumers can move over. Default: true.",
    ),
  syncInterval: duration("s", { min: "1s", max: "1h" })
    .prefault("60s")
    .describe("How often offsets are translated and committed, as 60s. Default: 60s."),
  refreshInterval: duration("s", { min: "1s", max: "24h" })
    .prefault("10m")
    .describe("How often new topics and groups are looked for, as 10m. Default: 10m."),
  tasks: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe("Tasks that share the partitions among them, at most one for each. Default: 4."),
  cpu: z
    .number()
    .min(0.05)
    .max(256)
    .multipleOf(0.001)
    .default(0.5)
    .describe("CPU that the pod asks for, in cores, as 0.5. Default: 0.5."),
  memory: size("MiB", { min: "512MiB" })
    .prefault("2GiB")
    .describe("Memory of the pod, asked for and at most, as 2GiB. Default: 2GiB."),
  heap: size("MiB", { min: "256MiB" }).prefault("1GiB").describe("Heap of its JVM, as 1GiB. Default: 1GiB."),
  ...podFields,
});

export type MirrorSettings = z.output<typeof mirror>;

const schema = z
  .record(dnsLabel("a mirror's name", 32), mirror)
  .describe("Mirrors of topics from or to other clusters, by name: each is a MirrorMaker 2 of its own.");

type Schema = typeof schema;
export interface MirrorSchema extends Schema {}

export const mirrorSpec: MirrorSchema = schema;
