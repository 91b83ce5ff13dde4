import type { Claim, Diagnostic } from "@streamform/core/embedding";

/** The name of an environment, and its position in the file. */
export interface EnvironmentName {
  readonly name: string;
  readonly position?: Diagnostic["position"];
}

/** Facts about a loaded environment, as plain data. */
export interface Seen {
  readonly file: string;
  /** Absent if the file has errors. */
  readonly name?: EnvironmentName | undefined;
  readonly claims: readonly Claim[];
}
