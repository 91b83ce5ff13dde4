/** One generated file, in memory. */
export interface Artifact {
  /** Path below `generated/<environment>/`, with `/`, without `.` or `..`. */
  readonly path: string;
  readonly content: string;
  /** Whether the file may be executed. */
  readonly executable?: boolean | undefined;
  /** The unit that it belongs to, as `terraform/network`; `environment` for what belongs to all. */
  readonly unit: string;
  /** Paths of the spec that its unit read, rendered; sorted. */
  readonly reads: readonly string[];
}
