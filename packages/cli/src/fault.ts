import { tool } from "./version.js";

/** The text for an unexpected error: the lines to report, and the stack trace on request. */
export function describeFault(error: unknown, argv: readonly string[]): string {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const wantsStack = argv.includes("--verbose") || Boolean(process.env["STREAMFORM_DEBUG"]);
  const lines = [
    `internal error[SF9001]: ${thrown.message.split("\n")[0]}`,
    "",
    "This is a bug in Streamform, not in your environment. Please report it with these lines, and with the environment if you can:",
    `  version   ${tool.name} ${tool.version}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `  command   ${["streamform", ...argv].join(" ")}`,
    `  error     ${thrown.name}: ${thrown.message.split("\n")[0]}`,
    ...(wantsStack
      ? stackOf(thrown).map((line) => `  ${line}`)
      : ["Run the command again with --verbose for the stack trace, which helps us most."]),
  ];
  return `${lines.join("\n")}\n`;
}

function stackOf(error: Error): string[] {
  const own = (error.stack ?? "").split("\n");
  return error.cause instanceof Error ? [...own, "caused by", ...stackOf(error.cause)] : own;
}
