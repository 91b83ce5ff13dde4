import { type Document, isNode, isScalar, LineCounter, parseAllDocuments, Scalar, visit } from "yaml";
import type { Diagnostic, Position } from "../../diagnostics/diagnostic.js";
import type { Page } from "../../diagnostics/page.js";
import type { Path } from "../../diagnostics/path.js";
import { report } from "../../diagnostics/report.js";
import type { ExtraFile } from "../../environment/environment.js";
import { extraPages } from "../../environment/extra-pages.js";
import { fieldFaults } from "../../kinds/fields/faults.js";
import { isFields } from "../../kinds/fields/plain-data.js";
import type { Manifest } from "../../kinds/manifest.js";
import type { Kinds } from "../../kinds/registry.js";
import { secretValues } from "../../kinds/secret-values.js";

/** The objects of a file, and the file's problems. */
interface Objects {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
}

type Tell = (page: Page, offset: number, message: string, details?: Partial<Diagnostic>) => void;

/** Reads the Kubernetes objects of a YAML file: one a document, or the items of a List. */
export function objectsOf({ file, text }: ExtraFile, kinds: Kinds): Objects {
  const diagnostics: Diagnostic[] = [];
  const lines = new LineCounter();
  const tell: Tell = (page, offset, message, details) => {
    const { line, col } = lines.linePos(offset);
    const position: Position = { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    diagnostics.push(report(page, message, { position, hint: page.instead, ...details }));
  };
  const documents = documentsOf(text, "1.2", lines);
  for (const error of documents.flatMap(({ errors }) => errors)) tell(extraPages.notYaml, error.pos[0], error.message);
  if (diagnostics.length > 0) return { manifests: [], diagnostics };
  const tellFaults = (document: Document.Parsed, place: Path, object: Manifest) => {
    const shape = kinds.shapeOf(object);
    const offsetOf = (field: Path) => {
      const node = document.getIn([...place, ...field], true);
      return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
    };
    const about = (message: string) => `${object.kind} ${object.metadata.name}: ${message}`;
    for (const { field, message, hint = extraPages.brokenField.instead } of shape ? fieldFaults(object, shape) : [])
      tell(extraPages.brokenField, offsetOf(field), about(message), { hint });
    for (const { field, message } of secretValues(object, { shape }))
      tell(extraPages.secret, offsetOf(field), about(message), { sensitive: true });
  };
  documents.forEach((document, index) => {
    tellAmbiguous(document, documentsOf(text, "1.1")[index], tell);
  });
  if (diagnostics.length > 0) return { manifests: [], diagnostics };
  const manifests = documents.flatMap((document) => {
    const offset = document.contents?.range?.[0] ?? 0;
    const value: unknown = document.toJS();
    if (value === null || value === undefined) return [];
    const items = itemsOf(value);
    const found = (items ?? [value]).filter((item): item is Manifest => isObject(item, offset, tell));
    for (const object of found) tellFaults(document, items ? ["items", items.indexOf(object)] : [], object);
    return found;
  });
  return { manifests, diagnostics };
}

function documentsOf(text: string, version: "1.1" | "1.2", lineCounter?: LineCounter): Document.Parsed[] {
  const options = { version, merge: true, prettyErrors: false, logLevel: "silent" as const };
  return [...parseAllDocuments(text, { ...options, ...(lineCounter && { lineCounter }) })] as Document.Parsed[];
}

/** Values that readers of YAML 1.1, as kubectl is one, and of 1.2 take for different things. */
function tellAmbiguous(document: Document.Parsed, other: Document.Parsed | undefined, tell: Tell): void {
  const [ours, theirs] = [scalarsOf(document), other ? scalarsOf(other) : []];
  for (const [index, scalar] of ours.entries()) {
    const [value, older] = [scalar.value, theirs[index]?.value];
    if (scalar.type !== Scalar.PLAIN || older instanceof Date || Object.is(value, older) || typeof value === "symbol")
      continue;
    const source = scalar.source ?? String(value);
    tell(
      extraPages.ambiguous,
      scalar.range?.[0] ?? 0,
      `${source} is ${show(older)} to some readers and ${show(value)} to others`,
      {
        hint: `write "${source}" for the text, ${show(older)} for the ${typeof older === "boolean" ? "truth value" : "number"}`,
      },
    );
  }
}

function scalarsOf(document: Document.Parsed): readonly Scalar[] {
  const found: Scalar[] = [];
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node)) found.push(node);
    },
  });
  return found;
}

function show(value: unknown): string {
  return typeof value === "string" ? `the text "${value}"` : String(value);
}

function itemsOf(value: unknown): readonly unknown[] | undefined {
  return isFields(value) && value["kind"] === "List" && value["apiVersion"] === "v1" && Array.isArray(value["items"])
    ? value["items"]
    : undefined;
}

function isObject(value: unknown, offset: number, tell: Tell): boolean {
  const refuse = (message: string) => {
    tell(extraPages.noObject, offset, message);
    return false;
  };
  if (!isFields(value)) return refuse("this document is not a map");
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== "string" || typeof kind !== "string")
    return refuse("the object has no apiVersion or no kind");
  if (apiVersion.startsWith("kustomize.config.k8s.io/"))
    return refuse(`a ${kind} is a kustomize file, not an object of the cluster`);
  if (!isFields(metadata) || typeof metadata["name"] !== "string")
    return refuse(`the ${kind} has no metadata.name, or its name is not a text`);
  if (
    kind === "Secret" &&
    [value["data"], value["stringData"]].some((data) => isFields(data) && Object.keys(data).length > 0)
  ) {
    tell(extraPages.secret, offset, `the Secret ${metadata["name"]} has data`, { sensitive: true });
    return false;
  }
  return true;
}
