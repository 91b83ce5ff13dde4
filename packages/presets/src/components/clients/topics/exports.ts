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
    /** Average time of a byte on the brokers' disks, in milliseconds, including replicas; undefined if no topic has a retention. */
    timeOnDisk: timeOnDisk(Object.values(spec), kafka),
    file: desiredState(registry === undefined ? kept : spec, kafka),
    /** Registry topic of the script, which records what it may delete; empty if it deletes nothing. */
    registry: registry ?? "",
  };
}
