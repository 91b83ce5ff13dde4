/**
 * Runs a step of cdktf without the stack traces that it takes of every reference and token, whole ones, for messages that nobody here
 * sees: they are a quarter of the time that a stack takes, and more where source maps are read for them. cdktf has no switch for it.
 */
export function withoutStackTraces<Result>(step: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return step();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
