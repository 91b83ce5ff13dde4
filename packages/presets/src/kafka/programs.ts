import { imageName } from "../versions/image-name.js";
import { jarOf } from "../versions/jar.js";
import { kafkaToolsFor } from "../versions/kafka-tools.js";
import type { Versions } from "../versions/versions.js";
import type { Programs } from "./facts.js";

/** Programs for brokers that bring no image: Strimzi's newest, and the Apache project's tools that suit the brokers. */
export function programsFor({ images, libraries }: Versions, brokerVersion: string): Programs {
  // Clients of Kafka 4 talk to brokers since 2.1. Source: Apache Kafka documentation, "Compatibility".
  const newest = images.kafka.at(-1);
  const tools = kafkaToolsFor(images.kafkaTools, brokerVersion);
  if (!newest || !tools) throw new Error(`no image of Kafka's programs talks to Kafka ${brokerVersion}`);
  return {
    kafka: newest.kafka,
    image: imageName(newest),
    jmxExporter: newest.jmxExporter,
    tools: { version: tools.tag, image: imageName(tools), user: { uid: 1000, gid: 1000 } },
    iamLibrary: jarOf(libraries.awsMskIamAuth),
  };
}
