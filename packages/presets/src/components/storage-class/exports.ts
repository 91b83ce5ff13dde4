import type { ExportsPart } from "@streamform/core";
import type { storageClassSpec } from "./spec.js";

export function exports({ spec, environment }: ExportsPart<typeof storageClassSpec>) {
  return { name: spec.name ?? environment.name };
}

export type StorageClassExports = ReturnType<typeof exports>;
