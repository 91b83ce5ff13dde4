import type { KubernetesPart } from "@streamform/core";
import { cronJob } from "@streamform/presets";
import { myComponentProcess } from "./process.js";
import type { myComponentSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function kubernetes(part: KubernetesPart<typeof myComponentSpec, typeof uses>): void {
  cronJob(part, myComponentProcess(part), { schedule: part.spec.schedule, timeZone: "Etc/UTC", retries: 2 });
}
