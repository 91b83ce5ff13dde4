import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { ExtraFile } from "../../environment/environment.js";
import { extraPages } from "../../environment/extra-pages.js";
import { lineAndColumn } from "../../environment/text.js";
import { hasSecret } from "../../kinds/secret-values.js";
import type { ModuleFile } from "./extra.js";
import { type Block, topBlocks } from "./hcl.js";

/** Reads the declarations of a Terraform file. Its text stays unchanged. */
export function moduleFileOf(
  { file, text }: ExtraFile,
  environment: string,
): { readonly moduleFile?: ModuleFile; readonly diagnostics: readonly Diagnostic[] } {
  const position = (at: number) => ({ file, ...lineAndColumn(text, at) });
  let blocks: readonly Block[];
  try {
    blocks = file.endsWith(".json") ? jsonBlocks(text) : topBlocks(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      diagnostics: [
        report(extraPages.notTerraform, message, { position: position(0), hint: extraPages.notTerraform.instead }),
      ],
    };
  }
  const diagnostics = blocks
    .filter(({ type }) => type === "terraform" || type === "provider")
    .map(({ type, labels, at }) =>
      report(extraPages.ownProvider, `the file has a block ${[type, ...labels].join(" ")}`, {
        position: position(at),
        hint: extraPages.ownProvider.instead,
      }),
    );
  for (const at of secretsIn(text))
    diagnostics.push(
      report(extraPages.secret, "the file has a secret value here", {
        position: position(at),
        hint: extraPages.secret.instead,
        sensitive: true,
      }),
    );
  if (diagnostics.length > 0) return { diagnostics };
  const resources = blocks
    .filter(({ type }) => type === "resource")
    .map(({ labels: [type = "", id = ""], text: body }) => ({
      type,
      id,
      protected: /\bprevent_destroy"?\s*[=:]\s*true\b/.test(body),
    }));
  const own = new RegExp(
    `/streamform/${environment}/([a-z0-9-]+)/|["/]${environment}/([a-z0-9-]+)/terraform\\.tfstate`,
    "g",
  );
  const needs = [...text.matchAll(own)].map(([, publisher, state]) => `terraform/${publisher ?? state}`);
  const name = file.split("/").at(-1) ?? file;
  return {
    moduleFile: { name, text, resources, published: blocks.flatMap(publishedBy), needs: [...new Set(needs)] },
    diagnostics,
  };
}

/** Offsets of the lines that have a secret value, in either syntax of Terraform: `password = "…"`, `"password": "…"`. */
function secretsIn(text: string): readonly number[] {
  return [...text.matchAll(/^.*$/gm)].flatMap(({ 0: line, index }) => {
    const isComment = /^\s*(#|\/\/)/.test(line);
    // A value without quotes is an expression.
    const values = line.replace(/=\s*(?!")[^\s"]+/g, "");
    return !isComment && hasSecret(values) ? [index] : [];
  });
}

/** What External Secrets can read of a resource whose name is a constant. */
function publishedBy({ type, labels: [kind], text }: Block): readonly string[] {
  const word = { aws_ssm_parameter: "parameter", aws_secretsmanager_secret: "secret" }[kind ?? ""];
  const name = /\bname"?\s*[=:]\s*"([^"$%]+)"/.exec(text)?.[1];
  return type === "resource" && word !== undefined && name !== undefined ? [`${word} ${name}`] : [];
}

/** The blocks of a file in Terraform's JSON syntax: a map a type, below it one a label. */
function jsonBlocks(text: string): readonly Block[] {
  const root: unknown = JSON.parse(text);
  const roots = Array.isArray(root) ? root : [root];
  return roots.flatMap((part: unknown) => {
    if (typeof part !== "object" || part === null) throw new Error("the file does not contain a map");
    return Object.entries(part).flatMap(([type, value]): Block[] => {
      const at = Math.max(0, text.indexOf(JSON.stringify(type)));
      if (type !== "resource")
        return [{ type, labels: type === "provider" ? Object.keys(Object(value)) : [], text: "", at }];
      return mapsIn(value).flatMap((types) =>
        Object.entries(types).flatMap(([kind, named]) =>
          mapsIn(named).flatMap((ids) =>
            Object.entries(ids).map(
              ([id, body]): Block => ({ type, labels: [kind, id], text: JSON.stringify(body), at }),
            ),
          ),
        ),
      );
    });
  });
}

function mapsIn(value: unknown): readonly object[] {
  const maps: readonly unknown[] = Array.isArray(value) ? value : [value];
  return maps.filter((map) => typeof map === "object" && map !== null) as object[];
}
