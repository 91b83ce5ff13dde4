import type { Manifest } from "../../kinds/manifest.js";

/** A Terraform file beside the generated file of a stack. */
export interface ModuleFile {
  /** Name in the stack's folder. */
  readonly name: string;
  readonly text: string;
  /** Resources that it declares. */
  readonly resources: readonly { readonly type: string; readonly id: string; readonly protected: boolean }[];
  /** `parameter <name>` and `secret <name>` for its parameters and secrets, if their names are constants. External Secrets can read them. */
  readonly published: readonly string[];
  /** Ids of the units whose parameters or states it reads. */
  readonly needs: readonly string[];
}

/** What an entry of `extra` brings. */
export interface Extra {
  readonly manifests: readonly Manifest[];
  readonly moduleFiles: readonly ModuleFile[];
  /** Ids of units that have to be ready before. */
  readonly after: readonly string[];
  /** The source files, for the first line of the generated files. */
  readonly source: string;
}
