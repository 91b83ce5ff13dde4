import { arn, podFields } from "@streamform/core";
import { z } from "zod";
import { imageReference } from "../../../kubernetes/image.js";
import { jarOf } from "../../../versions/jar.js";
import { versions } from "../../../versions/versions.js";

const iamLibrary = jarOf(versions.entries.libraries.awsMskIamAuth);

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
      .describe("Address of the jar with all its dependencies (`-all`), for example on a mirror of Maven Central."),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "a SHA-256 has 64 hexadecimal digits in lower case")
      .default(iamLibrary.sha256)
      .describe(`SHA-256 of the jar. The Job refuses any other file. Default: the SHA-256 of ${iamLibrary.file}.`),
  }),
]);

const schema = z
  .strictObject({
    listener: z
      .enum(["scram", "iam", "tls", "plaintext"])
      .optional()
      .describe(
        "Listener that the Job connects to. Default: the first listener of the Kafka that needs no certificate.",
      ),
    roleArn: arn("iam")
      .optional()
      .describe(
        "ARN of an existing IAM role that may create topics, for the listener `iam`. The service account `topics` gets it by annotation (IRSA). Default: Streamform creates a role and an EKS Pod Identity association, which needs `kubernetes.eksCluster`.",
      ),
    image: imageReference
      .optional()
      .describe(
        "Image with bash and Kafka's tools in /opt/kafka/bin. To download the library for IAM it also needs curl or wget. Default: the release of apache/kafka that matches the brokers.",
      ),
    iamLibrary: library
      .optional()
      .describe(
        "Where the Job gets the library for the listener `iam`: your own address, or `image` if the image has it on the tools' class path. Default: Maven Central, which the pods must reach.",
      ),
    ...podFields,
  })
  .describe("The Job that applies the topics to the cluster.");

type Schema = typeof schema;
export interface TopicsJobSchema extends Schema {}

export const topicsJobSpec: TopicsJobSchema = schema;

/** The settings with every default filled in. */
export type TopicsJob = z.output<typeof topicsJobSpec>;
