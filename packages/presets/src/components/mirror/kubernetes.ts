import type { KubernetesPart } from "@streamform/core";
import { deployedMirror } from "./deployment.js";
import { flowOf, passwordOf } from "./flow.js";
import type { mirrorSpec } from "./spec.js";
import { strimziMirror } from "./strimzi.js";
import type { uses } from "./uses.js";

/** A MirrorMaker 2 for each mirror, by whatever runs the brokers. */
export function kubernetes(part: KubernetesPart<typeof mirrorSpec, typeof uses>): void {
  const {
    spec,
    environment,
    secret,
    uses: { kafkaCluster },
  } = part;
  for (const [key, settings] of Object.entries(spec)) {
    const flow = flowOf(key, settings, environment, kafkaCluster);
    const { scram } = settings.cluster;
    if (scram) {
      const { secret: name, key: entry } = passwordOf(key);
      secret(name, { [entry]: scram.password });
    }
    if (kafkaCluster.engine === "strimzi")
      strimziMirror(part, flow, { kafka: kafkaCluster.image.kafka, image: kafkaCluster.ownImage });
    else deployedMirror(part, flow, kafkaCluster.image);
  }
}
