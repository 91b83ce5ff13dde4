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
    alias: alias.describe("Name of the other cluster. It prefixes the names of topics from there."),
    bootstrapServers: z
      .array(
        z
          .string()
          .max(259)
          .regex(/^[a-zA-Z0-9.-]+:\d{1,5}$/, "an address is host:port, such as kafka.acme.example:9092"),
      )
      .min(1)
      .describe("Bootstrap addresses of the other cluster, each as host:port."),
    brokers: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        "Number of brokers of the other cluster. Streamform checks the replication factor against it. Default: unknown.",
      ),
    tls: z.boolean().default(true).describe("Whether connections to it are encrypted. Default: true."),
    trust: z
      .strictObject({
        secret: objectName.describe("Secret in the environment's namespace that holds the CA's certificate."),
        key: z.string().min(1).max(253).default("ca.crt").describe("Key of the certificate in it. Default: ca.crt."),
      })
      .optional()
      .describe(
        "Where to find the CA that signs its brokers' certificates. Default: Java's default trust store already trusts it.",
      ),
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
      .describe("How MirrorMaker authenticates there. Default: no authentication."),
  })
  .describe("The other cluster.");

const mirror = z.strictObject({
  direction: z
    .enum(["to", "from"])
    .describe("Direction: topics go from this cluster to the other one, or come from the other one."),
  alias: alias
    .optional()
    .describe(
      "Name of this cluster. It prefixes the names of topics that go to the other cluster. Default: the environment's name.",
    ),
  cluster: other,
  topics: patterns
    .default([".*"])
    .describe("Topics that are mirrored, as regular expressions for whole names. Default: all, `.*`."),
  excludeTopics: patterns
    .optional()
    .describe("Topics to leave out, also as regular expressions. Internal topics are never mirrored. Default: none."),
  groups: patterns
    .default([".*"])
    .describe("Consumer groups whose offsets are translated, as regular expressions. Default: all, `.*`."),
  excludeGroups: patterns
    .optional()
    .describe(
      "Groups to leave out, also as regular expressions. Groups of the command-line tools are never translated. Default: none.",
    ),
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
    .describe("Replicas of each mirrored partition. Default: the target brokers' default.replication.factor."),
  syncGroupOffsets: z
    .boolean()
    .default(true)
    .describe(
      "Whether to commit translated offsets in the target, for groups without members there, so that consumers can move. Default: true.",
    ),
  syncInterval: duration("s", { min: "1s", max: "1h" })
    .prefault("60s")
    .describe("How often offsets are translated and committed. Default: 60s."),
  refreshInterval: duration("s", { min: "1s", max: "24h" })
    .prefault("10m")
    .describe("How often the mirror looks for new topics and groups. Default: 10m."),
  tasks: z
    .int()
    .min(1)
    .max(1000)
    .default(4)
    .describe("Tasks that share the partitions, at most one for each partition. Default: 4."),
  cpu: z
    .number()
    .min(0.05)
    .max(256)
    .multipleOf(0.001)
    .default(0.5)
    .describe("CPU request of the pod, in cores. Default: 0.5."),
  memory: size("MiB", { min: "512MiB" })
    .prefault("2GiB")
    .describe("Memory request and limit of the pod. Default: 2GiB."),
  heap: size("MiB", { min: "256MiB" }).prefault("1GiB").describe("Heap of its JVM. Default: 1GiB."),
  ...podFields,
});

export type MirrorSettings = z.output<typeof mirror>;

const schema = z
  .record(dnsLabel("a mirror's name", 32), mirror)
  .describe("Mirrors of topics from or to other clusters, by name. Each is its own MirrorMaker 2.");

type Schema = typeof schema;
export interface MirrorSchema extends Schema {}

export const mirrorSpec: MirrorSchema = schema;
