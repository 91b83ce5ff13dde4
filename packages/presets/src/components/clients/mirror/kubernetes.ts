import { type KubernetesPart, podSettings } from "@streamform/core";
import { ownLogin, ownUser } from "../users/own-user.js";
import { mirrorFlowOf, passwordOf } from "./flow.js";
import { rulesOf } from "./rules.js";
import type { mirrorSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** A MirrorMaker 2 for each mirror, as the Kafka runs them. */
export function kubernetes(part: KubernetesPart<typeof mirrorSpec, typeof uses>): void {
  const {
    spec,
    environment,
    secret,
    uses: { kafka },
  } = part;
  const here = ownLogin(kafka, "mirror");
  if (!here) return; // SF2987 has said so
  const flows = Object.entries(spec).map(([key, settings]) => ({
    key,
    flow: mirrorFlowOf(key, settings, environment, here),
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
    kafka.mirror.kubernetes(part, flow);
  }
}
