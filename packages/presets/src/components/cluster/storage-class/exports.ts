import type { ExportsPart } from "@streamform/core";
import type { storageClassSpec } from "./spec.js";

export function exports({ spec, environment }: ExportsPart<typeof storageClassSpec>) {
  const { type, iops, throughput } = spec;
  return { name: spec.name ?? environment.name, type, iops, throughput };
}

export type StorageClassExports = ReturnType<typeof exports>;
