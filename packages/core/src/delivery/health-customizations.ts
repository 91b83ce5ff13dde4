import type { ToldReadiness } from "../kinds/kind.js";
import type { Manifest } from "../kinds/manifest.js";
import type { Kinds } from "../kinds/registry.js";
import { type ToldKind, toldKindsOf } from "./told-kinds.js";

/**
 * Entries of Argo CD's `argocd-cm`: how it finds out the health of the kinds that it does not know, in Lua. Applications themselves
 * are among them, since sync waves of an app of apps pass them at once otherwise (Argo CD's operator manual, Resource Health).
 */
export function healthCustomizations(manifests: readonly Manifest[], kinds: Kinds): Readonly<Record<string, string>> {
  const unknown = toldKindsOf(manifests, kinds).filter(({ argoCdKnows }) => !argoCdKnows);
  return Object.fromEntries([
    ["resource.customizations.health.argoproj.io_Application", applicationHealth],
    ...unknown.map((resource) => [
      `resource.customizations.health.${resource.group}_${resource.kind}`,
      healthOf(resource),
    ]),
  ]);
}

const applicationHealth = `local hs = { status = "Progressing", message = "" }
if obj.status ~= nil and obj.status.health ~= nil then
  hs.status = obj.status.health.status
  if obj.status.health.message ~= nil then
    hs.message = obj.status.health.message
  end
end
return hs
`;

function healthOf({ kind, readiness, template }: ToldKind): string {
  const lines = [
    ...(template === undefined
      ? []
      : [
          `if obj.metadata.annotations ~= nil and obj.metadata.annotations["${template}"] == "true" then`,
          '  return { status = "Healthy", message = "A template, which others read" }',
          "end",
        ]),
    `local hs = { status = "Progressing", message = "Waiting for the ${kind}" }`,
    "if obj.status == nil then",
    "  return hs",
    "end",
    ...(observesGeneration(readiness)
      ? ["if obj.status.observedGeneration ~= obj.metadata.generation then", "  return hs", "end"]
      : []),
    ...("word" in readiness
      ? wordLines(readiness)
      : "condition" in readiness
        ? conditionLines(readiness)
        : ['return { status = "Healthy", message = "" }']),
  ];
  return `${lines.join("\n")}\n`;
}

function observesGeneration(readiness: ToldReadiness): boolean {
  return "word" in readiness || readiness.generation === "status";
}

function wordLines({ word, ready, failed }: Extract<ToldReadiness, { word: string }>): readonly string[] {
  return [
    `if obj.status.${word} == "${ready}" then`,
    `  return { status = "Healthy", message = "${ready}" }`,
    "end",
    ...(failed
      ? [`if obj.status.${word} == "${failed}" then`, `  return { status = "Degraded", message = "${failed}" }`, "end"]
      : []),
    "return hs",
  ];
}

function conditionLines({
  condition,
  generation,
  fails,
}: Extract<ToldReadiness, { condition: string }>): readonly string[] {
  const own =
    generation === "condition"
      ? " and (c.observedGeneration == nil or c.observedGeneration == obj.metadata.generation)"
      : "";
  const reasons = fails?.except.map((reason) => ` and c.reason ~= "${reason}"`).join("") ?? "";
  return [
    "for _, c in ipairs(obj.status.conditions or {}) do",
    `  if c.type == "${condition}"${own} then`,
    "    hs.message = c.message",
    '    if c.status == "True" then',
    '      hs.status = "Healthy"',
    ...(fails ? [`    elseif c.status == "False"${reasons} then`, '      hs.status = "Degraded"'] : []),
    "    end",
    "  end",
    "end",
    "return hs",
  ];
}
