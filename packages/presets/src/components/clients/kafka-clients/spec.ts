import { z } from "zod";

/** What Kafka takes as the name of a topic; groups may be named more freely, but nothing else is safe in every language's settings. */
const name = (what: string) =>
  z.string().regex(/^(?!\.{1,2}$)[a-zA-Z0-9._-]+$/, `${what} has letters, digits, dots, underscores and hyphens`);

const program = (what: string) =>
  z.boolean().default(true).describe(`Whether to write a producer and a consumer in ${what}. Default: true.`);

const schema = z
  .strictObject({
    topic: name("a topic's name")
      .max(245)
      .optional()
      .describe("Topic that the programs write and read. Default: events."),
    deadLetterTopic: name("a topic's name")
      .max(249)
      .optional()
      .describe("Topic for the records that a consumer cannot process. Default: the topic's name with -dlq after it."),
    consumerGroup: name("a consumer group's name")
      .max(255)
      .optional()
      .describe("Consumer group of the programs. Default: the topic's name with -consumer after it."),
    listener: z
      .enum(["plaintext", "tls", "mtls", "scram", "iam"])
      .optional()
      .describe(
        "Listener of the programs. Streamform writes settings for all listeners. Default: the preferred listener.",
      ),
    languages: z
      .strictObject({
        python: program("Python"),
        java: program("Java, with Spring Boot"),
        nodejs: program("Node.js"),
        go: program("Go"),
      })
      .prefault({})
      .describe("Languages that example programs are written in. Default: all."),
  })
  .describe("Client settings for tools and pods, and example programs that use them.");

type Schema = typeof schema;
export interface KafkaClientsSchema extends Schema {}

export const kafkaClientsSpec: KafkaClientsSchema = schema;

/** The names with their defaults filled in. */
export function namesOf({ topic = "events", deadLetterTopic, consumerGroup }: z.output<typeof kafkaClientsSpec>) {
  return { topic, deadLetterTopic: deadLetterTopic ?? `${topic}-dlq`, group: consumerGroup ?? `${topic}-consumer` };
}
