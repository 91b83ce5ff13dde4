import type { Diagnostic, Position } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import type { ParsedLayer } from "./layer-yaml.js";
import { readingPages as pages } from "./pages.js";
import { refuseForbiddenCharacter, type SourceText } from "./read-file.js";
import { parseTypescript, placeOf } from "./typescript-syntax.js";
import { runInThread } from "./typescript-thread.js";

/** Runs a TypeScript layer in a thread of its own and gives its default export the places of its literals. */
export async function loadTypescriptLayer(root: string, source: SourceText): Promise<ParsedLayer> {
  const refused = refuseForbiddenCharacter(source);
  if (refused) return { diagnostics: [refused] };
  const ending = await runInThread({ root, source });
  return ending.kind === "answer" ? ending.layer : { diagnostics: [await unsettled(ending.because, source)] };
}

async function unsettled(because: string, source: SourceText): Promise<Diagnostic> {
  return report(pages.typescriptUnsettled, `the environment's program did not finish: ${because}`, {
    position: (await firstAwait(source)) ?? { file: source.file, line: 1, column: 1 },
    hint: "write constant values instead of waiting for them",
  });
}

/** The first statement of a file that waits for something before the file has given its value. */
async function firstAwait(source: SourceText): Promise<Position | undefined> {
  const parsed = await parseTypescript(source);
  const waiting = "program" in parsed ? parsed.program.body.find((statement) => waits(statement)) : undefined;
  return waiting && placeOf(source.file, waiting);
}

/** Whether there is an await in a piece of the tree, outside of functions in it. */
function waits(piece: unknown): boolean {
  if (typeof piece !== "object" || piece === null) return false;
  const type = "type" in piece ? String(piece.type) : "";
  if (type === "AwaitExpression" || ("await" in piece && piece.await === true)) return true;
  return !/Function|Method/.test(type) && Object.values(piece).some((part) => waits(part));
}
