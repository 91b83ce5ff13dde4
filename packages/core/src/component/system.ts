import { renderPath } from "../diagnostics/path.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Environment } from "../environment/environment.js";
import type { Capability } from "./capability.js";
import type { AnyComponent } from "./component.js";
import { deferred } from "./deferred.js";
import { nameOf, type NameKind } from "./names.js";
import { componentPages } from "./pages.js";
import type { EnvironmentInfo, Part } from "./parts.js";
import type { Platform } from "./platform.js";
import type { Optional } from "./uses.js";

/** A component that takes part in an environment, with what it reads and offers. */
export interface Member {
  readonly component: AnyComponent;
  /** What its parts have in common. */
  readonly part: Part;
  /** Its own exports alone. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Its outputs, each a deferred value, whatever is asked for: the compiler refuses those that nobody publishes. */
  readonly outputs: object;
}

/** The components of an environment in an order in which each comes after those it uses. */
export interface System {
  readonly environment: Environment;
  readonly info: EnvironmentInfo;
  readonly members: readonly Member[];
}

/** Finds out which components take part and what each has for the others. Nothing is compiled: cdktf and cdk8s are not needed. */
export function assemble(environment: Environment, platform: Platform): { system?: System; diagnostics: Diagnostic[] } {
  const present = platform.components.filter((component) => environment.spec[component.key] !== undefined);
  const providers = new Map<string, AnyComponent[]>();
  for (const component of present) {
    for (const { capability } of component.definition.provides ?? []) {
      providers.set(capability.name, [...(providers.get(capability.name) ?? []), component]);
    }
  }
  const diagnostics: Diagnostic[] = [];
  const report = (page: (typeof componentPages)[keyof typeof componentPages], component: AnyComponent, message: string, hint?: string) => {
    const origin = environment.origin([component.key]);
    diagnostics.push({
      code: page.code,
      severity: page.severity,
      message,
      hint: hint ?? page.instead,
      environment: environment.name,
      path: renderPath([component.key]),
      position: origin.kind === "file" ? origin.position : { file: environment.file, line: 1, column: 1 },
    });
  };

  for (const [capability, components] of providers) {
    const [first, second] = components;
    if (first && second) report(componentPages.severalProviders, second, `${first.name} and ${second.name} both provide ${capability}`);
  }
  const suppliers = (component: AnyComponent): AnyComponent[] =>
    Object.values(component.uses).flatMap((use) => {
      const target = use.kind === "optional" ? (use as Optional).target : (use as AnyComponent | Capability);
      const found = target.kind === "capability" ? providers.get(target.name)?.[0] : present.find((candidate) => candidate.name === target.name);
      if (!found && use.kind !== "optional") {
        const candidates = platform.components.filter((candidate) =>
          target.kind === "capability" ? candidate.definition.provides?.some(({ capability }) => capability.name === target.name) : candidate.name === target.name,
        );
        const keys = candidates.map(({ key }) => `\`${key}:\``).join(" or ");
        report(componentPages.missingUse, component, `${component.key} needs ${target.kind === "capability" ? `a ${target.name}` : target.name}, which this environment does not have`, keys ? `add ${keys}` : undefined);
      }
      return found ? [found] : [];
    });

  const order: AnyComponent[] = [];
  const visit = (component: AnyComponent, way: readonly AnyComponent[]): void => {
    if (order.includes(component)) return;
    const start = way.indexOf(component);
    if (start >= 0) {
      report(componentPages.cyclicUse, component, [...way.slice(start), component].map(({ name }) => name).join(" → "));
      return;
    }
    for (const supplier of suppliers(component)) visit(supplier, [...way, component]);
    if (!order.includes(component)) order.push(component);
  };
  for (const component of present) visit(component, []);
  if (diagnostics.length > 0) return { diagnostics };

  const info = infoOf(environment);
  const offers = new Map<string, unknown>();
  const capabilities = new Map<string, unknown>();
  const members: Member[] = [];
  for (const component of order) {
    const uses = Object.fromEntries(
      Object.entries(component.uses).map(([key, use]) => {
        const target = use.kind === "optional" ? (use as Optional).target : (use as AnyComponent | Capability);
        return [key, target.kind === "capability" ? capabilities.get(target.name) : offers.get(target.name)];
      }),
    );
    const naming = { environment: environment.name, component: component.name, accountId: info.aws.accountId, region: info.aws.region };
    const part: Part = { environment: info, spec: environment.spec[component.key], uses, name: (kind: NameKind, suffix?: string) => nameOf(kind, naming, suffix) };
    const outputs = outputsOf(component);
    const exports = (component.definition.exports?.(part as never) ?? {}) as Readonly<Record<string, unknown>>;
    offers.set(component.name, offerOf(exports, outputs));
    for (const { capability, value } of component.definition.provides ?? []) {
      capabilities.set(capability.name, value({ ...part, exports, terraform: outputs } as never));
    }
    members.push({ component, part, exports, outputs });
  }
  return { system: { environment, info, members }, diagnostics };
}

function infoOf({ name, spec: { platform, owner, stage, aws, state, kubernetes, delivery } }: Environment): EnvironmentInfo {
  return { name, platform, owner, stage, aws, state, kubernetes, delivery };
}

/** Answers every name with a deferred value of that name. */
function outputsOf(component: AnyComponent): object {
  return new Proxy({}, { get: (_, output) => (typeof output === "string" && component.definition.terraform ? deferred(component.name, output) : undefined) });
}

/** Exports first, outputs for every other name. */
function offerOf(exports: Readonly<Record<string, unknown>>, outputs: object): object {
  return new Proxy(exports, { get: (target, key) => (key in target ? target[key as string] : Reflect.get(outputs, key)) });
}

