import type { z } from "zod";
import type { sizingSpec } from "./spec.js";

type Stated = z.output<typeof sizingSpec>;

/** Messages a second at which volumes fill: the average, or the highest if no average is stated. */
export function averageOf({ messagesPerSecond, averageMessagesPerSecond }: Stated): number | undefined {
  return averageMessagesPerSecond ?? messagesPerSecond;
}

/** GiB on the brokers' disks at an average load. */
export function gibibytesOf(bytesPerSecond: number, timeOnDisk: number): number {
  return (bytesPerSecond * timeOnDisk) / 1000 / 1024 ** 3;
}

/** MiB a second on average that fill so many GiB. */
export function mebibytesPerSecondOf(gibibytes: number, timeOnDisk: number): number {
  return (gibibytes * 1024 * 1000) / timeOnDisk;
}

/** A rate of so many MiB a second, for people: `23.8 MiB/s`, `0.07 MiB/s`. */
export function rateInWords(mebibytesPerSecond: number): string {
  return `${Number(mebibytesPerSecond.toPrecision(3))} MiB/s`;
}
