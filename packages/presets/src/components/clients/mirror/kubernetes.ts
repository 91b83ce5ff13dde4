import { type KubernetesPart, podSettings } from "@streamform/core";
import { ownCertificate, ownUser } from "../users/own-user.js";
import { deployedMirror } from "./deployment.js";
import { flowOf, passwordOf } from "./flow.js";
import { rulesOf } from "./rules.js";
import type { mirrorSpec } from "./spec.js";
import { strimziMirror } from "./strimzi.js";
import type { uses } from "./uses.js";

/** A MirrorMaker 2 for each mirror, by whatever runs the brokers. */
export function kubernetes(part: KubernetesPart<typeof mirrorSpec, typeof uses>): void {
  const {
    spec,
    environment,
    secret,
    uses: { kafka, kafkaCluster },
  } = part;
  const certificate = ownCertificate(kafka, "mirror");
  const flows = Object.entries(spec).map(([key, settings]) => ({
    key,
    flow: flowOf(key, settings, environment, { ...kafkaCluster, certificate }),
  }));
  ownUser(
    part,
    "mirror",
    flows.flatMap(({ flow }) => rulesOf(flow)),
  );
  for (const { key, flow } of flows) {
    podSettings(part.chart, flow.name, flow.settings);
    const { scram } = flow.settings.cluster;
    if (scram) {
      const { secret: name, key: entry } = passwordOf(key);
      secret(name, { [entry]: scram.password });
    }
    if (kafkaCluster.engine === "strimzi")
      strimziMirror(part, flow, { kafka: kafkaCluster.image.kafka, image: kafkaCluster.ownImage });
    else deployedMirror(part, flow, kafkaCluster.image);
  }
}
