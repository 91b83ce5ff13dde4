import type { Fact } from "@streamform/core";
import type { z } from "zod";
import { inWords } from "../../../kubernetes/total.js";
import type { kubernetesNamespaceSpec } from "./spec.js";

/** What the namespace may ask for, as a line of the README; none where nothing bounds it. */
export function quotaFacts({ quota = {} }: z.output<typeof kubernetesNamespaceSpec>): readonly Fact[] {
  const { cpu, cpuLimit, memory, storage, volumeClaims } = quota;
  const parts = [
    cpu === undefined ? undefined : inWords(cpu, "cpu"),
    cpuLimit === undefined ? undefined : `${inWords(cpuLimit, "cpu")} as limits`,
    memory === undefined ? undefined : `${inWords(memory, "memory")} of memory`,
    storage === undefined ? undefined : `${inWords(storage * 1024, "storage")} of volumes`,
    volumeClaims === undefined ? undefined : `${volumeClaims} volumes`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [{ label: "Quota", value: parts.join(", ") }];
}
