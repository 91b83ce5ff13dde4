import type { Kafka } from "../../../kafka/kafka.js";
import { ownCertificate } from "../users/own-user.js";
import type { ThisCluster } from "./flow.js";

/** This cluster as MirrorMaker gets into it: by a certificate; undefined where no listener takes one. */
export function hereOf(kafka: Kafka): ThisCluster | undefined {
  const listener = kafka.listeners.find(({ name }) => name === "mtls");
  if (typeof listener?.bootstrapServers !== "string") return undefined;
  const { bootstrapServers, trust } = listener;
  return { bootstrapServers, trust, certificate: ownCertificate(kafka, "mirror") };
}
