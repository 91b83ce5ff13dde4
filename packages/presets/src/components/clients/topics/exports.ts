import type { ExportsPart } from "@streamform/core";
import { desiredState } from "../../../kafka/by-job/topics/desired-state.js";
import { timeOnDisk } from "./kept.js";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** The topics, their names, and the topics as `apply-topics.sh` reads them: where an operator makes them, the script deletes none. */
export function exports({ spec, environment, uses: { kafka } }: ExportsPart<typeof topicsSpec, typeof uses>) {
  const registry = kafka.topics.registry(environment);
  const kept = Object.fromEntries(
    Object.entries(spec).map(([name, topic]) => [name, { ...topic, onRemove: "keep" as const }]),
  );
  return {
    names: Object.keys(spec),
    byName: spec,
    /** How long a byte lies on the brokers' disks, in milliseconds, copies counted; undefined where no topic says. */
    timeOnDisk: timeOnDisk(Object.values(spec), kafka),
    file: desiredState(registry === undefined ? kept : spec, kafka),
    /** Topic in which the script remembers what it may delete; empty where it deletes nothing. */
    registry: registry ?? "",
  };
}
