import { arn, podFields } from "@streamform/core";
import { z } from "zod";
import { imageReference } from "../../../kubernetes/image.js";
import { mskIamLibrary } from "../../../versions/iam-library.js";

const library = z.union([
  z.literal("image"),
  z.strictObject({
    url: z
      .string()
      .max(2048)
      .regex(
        /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~%+-]+)+$/,
        "the address of a jar is an http:// or https:// URL without credentials",
      )
      .describe("Address of the jar, with all that it depends on in it (`-all`), as on a mirror of Maven Central."),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "a SHA-256 has 64 hexadecimal digits in lower case")
      .default(mskIamLibrary.sha256)
      .describe(`SHA-256 of the jar; another one is refused. Default: that of ${mskIamLibrary.file}.`),
  }),
]);

const schema = z
  .strictObject({
    listener: z
      .enum(["scram", "iam", "tls", "plaintext"])
      .optional()
      .describe(
        "Listener that the Job uses. Default: the one that the environment prefers, of those that need no certificate.",
      ),
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may make topics, for the listener `iam`; bound to the service account `topics` by annotation (IRSA). Default: a role is made and bound by EKS Pod Identity, which needs `kubernetes.eksCluster`.",
      ),
    image: imageReference
      .optional()
      .describe(
        "Image with bash and Kafka's tools in /opt/kafka/bin, and with curl or wget where it has to fetch the library for IAM. Default: the release of apache/kafka that suits the brokers.",
      ),
    iamLibrary: library
      .optional()
      .describe(
        "Where the Job gets the library for the listener `iam`: an address of your own, or image where the image holds it on the tools' class path. Default: Maven Central, which pods have to reach.",
      ),
    ...podFields,
  })
  .describe("The Job that brings the topics to the cluster.");

type Schema = typeof schema;
export interface TopicsJobSchema extends Schema {}

export const topicsJobSpec: TopicsJobSchema = schema;

/** The settings with every default filled in. */
export type TopicsJob = z.output<typeof topicsJobSpec>;
