import { byCodePoint } from "../diagnostics/code-point.js";
import type { Survey } from "./survey.js";

/** What `terraform init` leaves in a stack's folder and makes anew whenever it runs: nobody's work. States and plans are none of it. */
const lockFile = ".terraform.lock.hcl";
const cache = ".terraform";

/** Paths below the environment's folder, sorted. */
export interface TerraformLeftovers {
  readonly files: readonly string[];
  /** Folders that go with all that is in them. */
  readonly folders: readonly string[];
}

/** Finds what Terraform left beside generated stacks; a link by one of these names is somebody's, and stays. */
export function terraformLeftovers(generated: Iterable<string>, found: Survey): TerraformLeftovers {
  const stacks = [...generated].filter((path) => path.endsWith(".tf.json")).map((path) => path.replace(/[^/]*$/, ""));
  const beside = (name: string, kind: "file" | "folder"): string[] =>
    [...new Set(stacks.map((stack) => `${stack}${name}`))].filter((path) => found.get(path) === kind).sort(byCodePoint);
  return { files: beside(lockFile, "file"), folders: beside(cache, "folder") };
}
