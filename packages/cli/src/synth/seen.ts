import type { Claim, Diagnostic } from "@streamform/core/embedding";

/** What an environment calls itself, and where it says so. */
export interface EnvironmentName {
  readonly name: string;
  readonly position?: Diagnostic["position"];
}

/** What was seen of an environment when it was loaded; plain data. */
export interface Seen {
  readonly file: string;
  /** Absent where the file has errors. */
  readonly name?: EnvironmentName | undefined;
  readonly claims: readonly Claim[];
}
