import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "../diagnostics/page.js";
import type { Path } from "../diagnostics/path.js";
import type { Environment } from "../environment/environment.js";
import { reportAt } from "../environment/report-at.js";
import { shortestEntry } from "../environment/shortest-entry.js";
import { type AwsTypes, awsTypesWith } from "../kinds/aws-types.js";
import type { NameKind, NameRule } from "../kinds/name-rules.js";
import type { Kinds } from "../kinds/registry.js";
import type { AnyComponent, Optional } from "./any-component.js";
import type { Capability } from "./capability.js";
import type { Collection } from "./collection.js";
import { deferred } from "./deferred.js";
import { extraComponents } from "./extra/extra-components.js";
import { knownKinds } from "./known-kinds.js";
import { lens, readAll, type Shown } from "./lens.js";
import { type Naming, nameOf } from "./names.js";
import { componentPages } from "./pages.js";
import type { EnvironmentInfo, Part } from "./parts.js";
import type { Platform } from "./platform.js";
import { note, type Reads } from "./reads.js";
import { asWritten, type ReadVersions, type VersionTable } from "./version-table.js";

/** A component that takes part in an environment, with what it reads and offers. */
export interface Member {
  readonly component: AnyComponent;
  /** Its place among the components when it does not have to wait for what others collect for it: people read of them in that order. */
  readonly place: number;
  /**
   * What its parts have in common, with its own exports.
   *
   * @param reads where everything that they read of the spec is added
   * @param shown how they see environment, spec and exports. Default: as it is. Without `reads` it has no effect
   */
  part(reads?: Reads, shown?: Shown): Part & Exporting;
  /** Its outputs: a deferred value for whatever name is asked for; the compiler refuses those that nobody publishes. */
  readonly outputs: object;
}

/** The components of an environment in an order in which each comes after those it uses. */
export interface System {
  readonly environment: Environment;
  readonly info: EnvironmentInfo;
  readonly members: readonly Member[];
  /** The kinds of Kubernetes objects that core and the platform's components know. */
  readonly kinds: Kinds;
  /** The same of types of AWS resources. */
  readonly awsTypes: AwsTypes;
  /** What stands in a version table here. */
  readonly versions: ReadVersions;
  /** What stands behind a capability here; undefined where no component provides it. */
  capability<Shape>(capability: Capability<Shape>): Shape | undefined;
  /** What all components have added to a collection. */
  collection<Entry>(collection: Collection<Entry>): readonly Entry[];
}

/** A component's own exports, as its parts see them. */
interface Exporting {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What a component, a capability or a collection has for others, and what that was made from. */
interface Offer {
  readonly value: unknown;
  readonly reads: Reads;
}

/**
 * Finds out which components take part and what each has for the others. Nothing is compiled: cdktf and cdk8s are not needed.
 *
 * @param versions what the components find in a version table
 */
export function assemble(
  environment: Environment,
  platform: Platform,
  versions: ReadVersions = asWritten,
): { system?: System; diagnostics: Diagnostic[] } {
  const present = platform.components.filter((component) => environment.spec[component.key] !== undefined);
  const kinds = knownKinds(environment, platform);
  const extra = extraComponents(environment, present, kinds);
  const { order: used, diagnostics: misfits } = inOrder(environment, platform, present);
  const diagnostics = [...misfits, ...extra.diagnostics];
  const order = [...used, ...extra.components];
  if (diagnostics.length > 0) return { diagnostics };
  const { order: places } = inOrder(environment, platform, present, { collections: false });

  const offers = new Map<string, Offer>();
  const members = order.map((component) => {
    const common = (reads?: Reads, shown?: Shown) => partOf({ environment, component, offers, versions, reads, shown });
    const exportReads: Reads = new Set();
    const exports = (component.definition.exports?.(common(exportReads) as never) ?? {}) as Readonly<
      Record<string, unknown>
    >;
    readAll(exports); // now, while it is counted as read for them; others get at it only through the offer
    const part = (reads?: Reads, shown?: Shown) => ({
      ...common(reads, shown),
      exports: reads ? noted(exports, exportReads, reads, shown) : exports,
    });
    const outputs = outputsOf(component);
    offers.set(component.name, { value: offerOf(exports, outputs), reads: exportReads });
    for (const { capability, value } of component.definition.provides ?? []) {
      const reads: Reads = new Set();
      const provided = value({ ...part(reads), terraform: outputs } as never);
      readAll(provided);
      offers.set(`capability:${capability.name}`, { value: provided, reads });
    }
    for (const { collection, entries } of component.definition.contributes ?? []) {
      const name = offerName(collection);
      const { value: others, reads } = offers.get(name) ?? noEntries();
      const added = entries({ ...part(reads), terraform: outputs } as never);
      readAll(added);
      offers.set(name, { value: [...(others as readonly unknown[]), ...added], reads });
    }
    const place = component.extra ? places.length : places.indexOf(component);
    return { component, place, part, outputs };
  });
  const capability = <Shape>({ name }: Capability<Shape>) =>
    offers.get(`capability:${name}`)?.value as Shape | undefined;
  const collection = <Entry>(target: Collection<Entry>) =>
    (offers.get(offerName(target))?.value ?? []) as readonly Entry[];
  const awsTypes = awsTypesWith(platform.components.flatMap(({ definition }) => definition.awsTypes ?? []));
  return {
    system: { environment, info: infoOf(environment), members, kinds, awsTypes, versions, capability, collection },
    diagnostics,
  };
}

/** What a collection has before anybody adds to it. */
function noEntries(): Offer {
  return { value: [], reads: new Set() };
}

type Target = AnyComponent | Capability | Collection | VersionTable;

function targetOf(use: Target | Optional): Target {
  return use.kind === "optional" ? use.target : use;
}

function offerName(target: Exclude<Target, VersionTable>): string {
  return target.kind === "component" ? target.name : `${target.kind}:${target.name}`;
}

interface PartParts {
  readonly environment: Environment;
  readonly component: AnyComponent;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly versions: ReadVersions;
  readonly reads: Reads | undefined;
  readonly shown: Shown | undefined;
}

function partOf({ environment, component, offers, versions, reads, shown }: PartParts): Part {
  const seen = <Value>(value: Value, root: Path, as?: Shown): Value =>
    reads ? lens(value, (path, isListed) => note(reads, [...root, ...path], isListed), as) : value;
  const info = seen(infoOf(environment), []);
  const uses = {};
  const counted = new Set<Offer>(); // what others were made from is much, and asked for often
  for (const [key, use] of Object.entries(component.uses)) {
    Object.defineProperty(uses, key, {
      enumerable: true,
      get: () => {
        const target = targetOf(use);
        if (target.kind === "versions") return versions(target);
        const offer = offers.get(offerName(target)) ?? (target.kind === "collection" ? noEntries() : undefined);
        if (reads && offer && !counted.has(offer)) for (const path of offer.reads) reads.add(path);
        if (offer) counted.add(offer);
        return offer?.value;
      },
    });
  }
  // A name of most kinds is made without account and region: what it does not need is not read.
  const naming: Naming = {
    component: component.name,
    get environment() {
      return info.name;
    },
    get accountId() {
      return info.aws.accountId;
    },
    get region() {
      return info.aws.region;
    },
  };
  return {
    environment: shown ? seen(infoOf(environment), [], shown) : info,
    spec: seen(environment.spec[component.key], [component.key], shown),
    uses,
    name: (kind: NameKind | NameRule, suffix?: string) => nameOf(kind, naming, suffix),
  };
}

/** A component's exports; reading one of them counts as reading all that they were made from. */
function noted(exports: Exporting["exports"], made: Reads, reads: Reads, shown?: Shown): Exporting["exports"] {
  let isCounted = false;
  const onRead = () => {
    if (!isCounted) for (const path of made) reads.add(path);
    isCounted = true;
  };
  return lens(exports, onRead, shown);
}

function infoOf({
  name,
  spec: { platform, owner, stage, aws, state, kubernetes, delivery },
}: Environment): EnvironmentInfo {
  return { name, platform, owner, stage, aws, state, kubernetes, delivery };
}

/** Answers every name with a deferred value of that name. */
function outputsOf(component: AnyComponent): object {
  return new Proxy(
    {},
    {
      get: (_, output) =>
        typeof output === "string" && component.definition.terraform ? deferred(component.name, output) : undefined,
    },
  );
}

/** Exports first, outputs for every other name. */
function offerOf(exports: Readonly<Record<string, unknown>>, outputs: object): object {
  return new Proxy(exports, {
    get: (target, key) => (Object.hasOwn(target, key) ? Reflect.get(target, key) : Reflect.get(outputs, key)),
  });
}

function offers(component: AnyComponent, target: Target): boolean {
  if (target.kind === "versions") return false;
  if (target.kind === "component") return component.name === target.name;
  if (target.kind === "collection")
    return (component.definition.contributes ?? []).some(({ collection }) => collection.name === target.name);
  return (component.definition.provides ?? []).some(({ capability }) => capability.name === target.name);
}

/** The same system with one component and those that it uses, directly or not: all that its own part of the output is made from. */
export function withSuppliers(system: System, name: string): System {
  const { members } = system;
  const needed = new Set<Member>();
  const visit = (member: Member): void => {
    if (needed.has(member)) return;
    needed.add(member);
    for (const use of Object.values(member.component.uses))
      members.filter(({ component }) => offers(component, targetOf(use))).forEach(visit);
  };
  members.filter(({ component }) => component.name === name).forEach(visit);
  return { ...system, members: members.filter((member) => needed.has(member)) };
}

/** The components that take part, each after those it uses; or what keeps them from fitting together. */
function inOrder(
  environment: Environment,
  platform: Platform,
  present: readonly AnyComponent[],
  after: { readonly collections: boolean } = { collections: true },
): { order: AnyComponent[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report = (page: Page, component: AnyComponent, message: string, hint?: string) => {
    diagnostics.push(reportAt(environment, page, [component.key], message, hint));
  };

  const order: AnyComponent[] = [];
  const visit = (component: AnyComponent, way: readonly AnyComponent[]): void => {
    if (order.includes(component)) return;
    if (way.includes(component)) {
      const circle = [...way.slice(way.indexOf(component)), component];
      report(
        componentPages.cyclicUse,
        component,
        `components use each other in a circle: ${circle.map(({ name }) => name).join(" → ")}`,
      );
      return;
    }
    for (const use of Object.values(component.uses)) {
      const target = targetOf(use);
      if (target.kind === "versions") continue;
      const suppliers = present.filter((candidate) => offers(candidate, target));
      if (target.kind === "collection") {
        for (const contributor of after.collections ? suppliers : [])
          if (contributor !== component) visit(contributor, [...way, component]);
        continue;
      }
      const [supplier, other] = suppliers;
      if (supplier && other)
        report(
          componentPages.severalProviders,
          other,
          `${supplier.name} and ${other.name} both provide the ${target.name} that ${component.name} uses`,
        );
      else if (supplier) visit(supplier, [...way, component]);
      else if (use.kind !== "optional") {
        const entries = platform.components
          .filter((candidate) => offers(candidate, target))
          .map(({ key, spec }) => `\`${shortestEntry(key, spec)}\``);
        report(
          componentPages.missingUse,
          component,
          `${component.key} needs ${target.kind === "capability" ? `a ${target.name}` : target.name}, which this environment does not have`,
          entries.length > 0 ? `add ${entries.join(" or ")}` : undefined,
        );
      }
    }
    if (!order.includes(component)) order.push(component);
  };
  for (const component of present) visit(component, []);
  return { order, diagnostics };
}
