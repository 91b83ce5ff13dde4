import type { Manifest } from "../../kinds/manifest.js";

/** A Terraform file that stands beside a stack's own. */
export interface ModuleFile {
  /** Name in the stack's folder. */
  readonly name: string;
  readonly text: string;
  /** Resources that it declares. */
  readonly resources: readonly { readonly type: string; readonly id: string; readonly protected: boolean }[];
  /** `parameter <name>` and `secret <name>` of what it makes and External Secrets can read, where the names are constants. */
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
  /** The files that it was made from, for the first line of what is generated. */
  readonly source: string;
}
