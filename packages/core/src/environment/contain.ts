/** How a program that was contained came to its end. */
export type Ending<Value> =
  | { readonly kind: "value"; readonly value: Value }
  /** `error` is what was thrown, or stands where the process was to be ended. */
  | { readonly kind: "threw" | "exited"; readonly error: unknown }
  | { readonly kind: "unsettled"; readonly because: string };

/** Seconds that a program may take; one that computes from constants takes a fraction of one. */
const longest = 30;

let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a program that shares this process with us, so that it can neither end the process nor write between our results: `process.exit`
 * and `process.abort` throw, what goes to stdout goes to stderr, an exit code is put back, and an error in a callback is its own. It lasts
 * until the program settles, no longer. Never rejects. One program at a time: the process is one.
 */
export function contain<Value>(program: () => Promise<Value>): Promise<Ending<Value>> {
  const ending = previous.then(() => guard(program));
  previous = ending;
  return ending;
}

async function guard<Value>(program: () => Promise<Value>): Promise<Ending<Value>> {
  const { exitCode } = process;
  let exit: Error | undefined;
  let fail: (ending: Ending<Value>) => void = () => {};
  const failed = new Promise<Ending<Value>>((resolve) => {
    fail = resolve;
  });
  const refuse = (call: string): never => {
    exit ??= new Error(call);
    throw exit;
  };
  const idle = (): void => fail({ kind: "unsettled", because: "it waits for something that nothing will bring about" });
  const timer = setTimeout(
    () => fail({ kind: "unsettled", because: `it took more than ${longest} s` }),
    longest * 1000,
  );
  timer.unref(); // an empty event loop tells earlier
  const restore = [
    replace(process, "exit", (code) => refuse(`process.exit(${code ?? ""})`)),
    replace(process, "abort", () => refuse("process.abort()")),
    replace(process.stdout, "write", process.stderr.write.bind(process.stderr)),
  ];
  const capture = !process.hasUncaughtExceptionCaptureCallback();
  if (capture) process.setUncaughtExceptionCaptureCallback((error) => fail({ kind: "threw", error }));
  process.once("beforeExit", idle);
  try {
    const ending = await Promise.race([program().then((value) => ({ kind: "value", value }) as const), failed]);
    return exit ? { kind: "exited", error: exit } : ending;
  } catch (error) {
    return exit ? { kind: "exited", error: exit } : { kind: "threw", error };
  } finally {
    clearTimeout(timer);
    process.off("beforeExit", idle);
    if (capture) process.setUncaughtExceptionCaptureCallback(null);
    for (const undo of restore) undo();
    process.exitCode = exitCode;
  }
}

/** Puts another value in the place of a property; returns what puts the first one back. */
function replace<Target extends object, Key extends keyof Target>(
  target: Target,
  key: Key,
  value: Target[Key],
): () => void {
  const own = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: true });
  return () => {
    if (own) Object.defineProperty(target, key, own);
    else delete target[key];
  };
}
