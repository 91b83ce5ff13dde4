import type { FilesPart } from "../../component/parts.js";
import type { Reads } from "../../component/reads.js";
import type { Member, System } from "../../component/system.js";
import type { NameParameter } from "../kubernetes/compile-kubernetes.js";
import { readAsset, renderTemplate } from "./render.js";

/** A file of a component, below `hosts/<component>/`. */
export interface HostFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
}

/** Runs a component's `files` part. */
export function compileFiles(
  { environment }: System,
  { component, part, outputs }: Member,
  reads: Reads,
  parameter: NameParameter,
): HostFile[] {
  const run = component.definition.files as ((part: FilesPart) => void) | undefined;
  const files: HostFile[] = [];
  run?.({
    ...part(reads),
    terraform: outputs,
    file: (path, content, options) => files.push({ path, content, executable: options?.executable ?? false }),
    parameter,
    render: (template, data) => renderTemplate(template, data, environment.file),
    asset: readAsset,
  } as FilesPart);
  return files;
}
