import { imageName, type KafkaImage, kafkaImages } from "../versions/strimzi.js";
import type { Programs } from "./facts.js";

/** Kafka's programs from one of Strimzi's images, or from a copy of it that the spec names. */
export function programsOf(image: KafkaImage, ownImage?: string): Programs {
  return { kafka: image.kafka, image: ownImage ?? imageName(image), ownImage, jmxExporter: image.jmxExporter };
}

/** The newest: clients of Kafka 4 talk to brokers since 2.1. Source: Apache Kafka documentation, "Compatibility". */
export function newestPrograms(): Programs {
  const newest = kafkaImages.at(-1);
  if (!newest) throw new Error("no image of Kafka is known");
  return programsOf(newest);
}
