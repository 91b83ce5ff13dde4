import { z } from "zod";
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { Environment, ExtraFile } from "../../environment/environment.js";
import { extraPages } from "../../environment/extra-pages.js";
import { reportAt } from "../../environment/report-at.js";
import { closest } from "../../environment/suggest.js";
import type { Kind } from "../../kinds/kind.js";
import type { Kinds } from "../../kinds/registry.js";
import type { AnyComponent } from "../any-component.js";
import type { Extra, ModuleFile } from "./extra.js";
import { moduleFileOf } from "./module-file.js";
import { objectsOf } from "./objects.js";

/** The components that an environment's `extra` makes: one an entry, as though somebody had written it. */
export function extraComponents(
  environment: Environment,
  present: readonly AnyComponent[],
  kinds: Kinds,
): { readonly components: readonly AnyComponent[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { kubernetes, terraform } = environment.spec.extra;
  const entries = [
    ...Object.entries(kubernetes).map(([name, entry]) => ["kubernetes", name, entry] as const),
    ...Object.entries(terraform).map(([name, entry]) => ["terraform", name, entry] as const),
  ];
  const names = [...new Set(entries.map(([, name]) => name))].sort();
  const components = names.map((name) => {
    const own = entries.filter(([, other]) => other === name);
    const files = own.flatMap(([kind, , entry]) =>
      environment.extra.filter(
        (file) => file.kind === kind && file.name === name && entry.files.includes(file.pattern),
      ),
    );
    const { manifests, moduleFiles, diagnostics: faults } = contentOf(files, environment, kinds);
    for (const fault of faults) diagnostics.push({ ...fault, environment: environment.name });
    const after = [...new Set(own.flatMap(([, , entry]) => entry.after))];
    const source = [...new Set(files.map(({ file }) => file))].join(", ");
    const title = own.map(([, , entry]) => entry.title).find((words) => words !== undefined) ?? name;
    return component(
      name,
      title,
      own.map(([kind]) => kind),
      { manifests, moduleFiles, after, source },
    );
  });
  const known = [...present, ...components].flatMap(({ name, definition }) => [
    ...(definition.terraform ? [`terraform/${name}`] : []),
    ...(definition.kubernetes ? [`kubernetes/${name}`] : []),
  ]);
  for (const [kind, name, { after }] of entries)
    for (const [index, id] of after.entries()) {
      if (known.includes(id)) continue;
      const similar = closest(id, known);
      const hint = similar === undefined ? `there are ${known.join(", ")}` : `did you mean ${similar}?`;
      const path = ["extra", kind, name, "after", index];
      diagnostics.push(reportAt(environment, extraPages.unknownUnit, path, `there is no unit ${id}`, hint));
    }
  return { components: hasErrors(diagnostics) ? [] : components, diagnostics };
}

/** The kinds that an environment's `extra` describes. */
export function extraKinds({ spec }: Environment): readonly Kind[] {
  return Object.entries(spec.extra.kinds).map(([name, { scope, ready }]) => {
    const [group = "", kind = ""] = name.split("/");
    return { group, kind, scope, readiness: ready === undefined ? "exists" : { condition: ready } };
  });
}

function component(name: string, title: string, kinds: readonly string[], extra: Extra): AnyComponent {
  const read = ({ spec }: { readonly spec: Environment["spec"]["extra"] }) => {
    for (const kind of ["kubernetes", "terraform"] as const) spec[kind][name]?.files.join();
  };
  return {
    kind: "component",
    name: `extra-${name}`,
    key: "extra",
    title,
    spec: z.unknown(),
    uses: {},
    extra,
    definition: {
      ...(kinds.includes("kubernetes") && { kubernetes: read as never }),
      ...(kinds.includes("terraform") && {
        terraform: ((part: never) => {
          read(part);
          return {};
        }) as never,
      }),
      summary: () => ({ facts: [{ label: "Files", value: extra.source }] }),
    },
  };
}

interface Content extends Pick<Extra, "manifests" | "moduleFiles"> {
  readonly diagnostics: readonly Diagnostic[];
}

function contentOf(files: readonly ExtraFile[], environment: Environment, registry: Kinds): Content {
  const diagnostics: Diagnostic[] = [];
  const objects = new Map<string, Extra["manifests"][number]>();
  const moduleFiles = new Map<string, ModuleFile>();
  const tell = (file: string, message: string) =>
    diagnostics.push({
      code: extraPages.sameFile.code,
      severity: "error",
      message,
      hint: extraPages.sameFile.instead,
      position: { file, line: 1, column: 1 },
    });
  for (const file of files) {
    if (file.kind === "terraform") {
      const { moduleFile, diagnostics: faults } = moduleFileOf(file, environment.name);
      for (const fault of faults) diagnostics.push(fault);
      if (!moduleFile) continue;
      if (moduleFile.name === "main.tf.json" || moduleFiles.has(moduleFile.name))
        tell(file.file, `the stack has ${moduleFile.name} already`);
      moduleFiles.set(moduleFile.name, moduleFile);
      continue;
    }
    const { manifests, diagnostics: faults } = objectsOf(file, registry);
    for (const fault of faults) diagnostics.push(fault);
    for (const manifest of manifests) {
      const key = [manifest.apiVersion, manifest.kind, manifest.metadata.namespace, manifest.metadata.name].join(" ");
      if (objects.has(key)) tell(file.file, `${manifest.kind} ${manifest.metadata.name} is in the entry already`);
      objects.set(key, manifest);
    }
  }
  return { manifests: [...objects.values()], moduleFiles: [...moduleFiles.values()], diagnostics };
}
