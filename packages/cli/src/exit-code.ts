/** What the shell is told: fine, the input has errors or differs from the output, wrong usage, a fault of Streamform; or interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Takes the exit code that a command ends with. */
export type Finish = (code: ExitCode) => void;

/** The command line asks for something that does not exist; says what, and what was probably meant. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "UsageError";
  }
}
