/** Exit code: success, errors in the input or drift, wrong usage, a bug in Streamform, interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Takes the exit code that a command ends with. */
export type Finish = (code: ExitCode) => void;

/** The command line names something that does not exist. The hint suggests a correction. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "UsageError";
  }
}
