import type { Used } from "@streamform/core";
import type { z } from "zod";
import type { initScriptsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Stated = z.output<typeof initScriptsSpec>["performance"];
type Kafka = Pick<Used<typeof uses>["kafka"], "storage" | "defaults">;

/** What the performance test does: records a second, milliseconds, bytes and seconds. */
export interface Performance {
  readonly rate: number;
  readonly latency: number;
  readonly recordSize: number;
  readonly duration: number | undefined;
}

/** The test's load: from the spec, else from `sizing`, else the default. */
export function performanceOf(
  { performance: stated }: { readonly performance: Stated },
  { sizing }: Pick<Used<typeof uses>, "sizing">,
): Performance {
  return {
    rate: stated.rate ?? sizing?.messagesPerSecond ?? 100_000,
    latency: stated.latency ?? sizing?.latency ?? 50,
    recordSize: stated.recordSize ?? sizing?.messageSize ?? 1024,
    duration: stated.duration,
  };
}

/** Default duration of the performance test's writes in seconds, unless the volumes are too small. */
const usualDuration = 60;

/** Share of the brokers' volumes that a test of no given duration fills at most. */
const shareOfVolumes = 1 / 4;

/** Bytes that the performance test writes in a second, with all copies. */
function bytesPerSecond({ rate, recordSize }: Performance, { defaults }: Kafka): number {
  return rate * recordSize * defaults.replicationFactor;
}

/** How long the performance test writes, in seconds; a second at least. */
export function testDuration(performance: Performance, kafka: Kafka): number {
  const room = kafka.storage * 1024 ** 3 * shareOfVolumes;
  const fitting = Math.max(1, Math.floor(room / bytesPerSecond(performance, kafka)));
  return performance.duration ?? Math.min(usualDuration, fitting);
}

/** What the performance test writes, with all copies, in GiB. */
export function testSize(performance: Performance, kafka: Kafka): number {
  return Math.ceil((bytesPerSecond(performance, kafka) * testDuration(performance, kafka)) / 1024 ** 3);
}
