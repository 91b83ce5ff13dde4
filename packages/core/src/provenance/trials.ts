import { artifactsOf } from "../artifacts.js";
import type { Artifact } from "../compile/artifact.js";
import { compile } from "../compile/compile.js";
import type { Plan } from "../compile/plan.js";
import type { Platform } from "../component/platform.js";
import { assemble, type System, withSuppliers } from "../component/system.js";
import type { ReadVersions } from "../component/version-table.js";
import { unitArtifacts } from "../delivery/volume-claims.js";
import type { Environment } from "../environment/environment.js";
import type { Mutation } from "./mutation.js";

/** An environment compiled in memory. */
export interface Trial {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly artifacts: readonly Artifact[];
}

/** Compiles an environment with other values than it has, each of them once. */
export interface Trials {
  /**
   * The outcome of a mutation; undefined where a component does not take it.
   *
   * @param part the only component to compile, with those that it uses; undefined for all, with what delivers them
   */
  of(mutation: Mutation, part: string | undefined): Trial | undefined;
  /** The outcome where nothing is changed but what components find in version tables. */
  withVersions(versions: ReadVersions, part: string | undefined): Trial | undefined;
}

/** Where nothing is changed. */
export const unchanged: Mutation = (spec) => spec;

export function trialsOf(environment: Environment, platform: Platform): Trials {
  const done = new Map<string | undefined, Map<Mutation, Trial | undefined>>();
  return {
    of: (mutation, part) => {
      const known = done.get(part) ?? new Map<Mutation, Trial | undefined>();
      done.set(part, known);
      if (!known.has(mutation)) known.set(mutation, attempt(environment, platform, mutation, part));
      return known.get(mutation);
    },
    withVersions: (versions, part) => attempt(environment, platform, unchanged, part, versions),
  };
}

function attempt(
  environment: Environment,
  platform: Platform,
  mutation: Mutation,
  part: string | undefined,
  versions?: ReadVersions,
) {
  try {
    const spec = mutation(environment.spec) as Environment["spec"];
    const other = { ...environment, name: spec.name, spec };
    const { system } = assemble(other, platform, versions);
    return system && compiled(part === undefined ? system : withSuppliers(system, part), part === undefined);
  } catch {
    return undefined;
  }
}

function compiled(system: System, delivered: boolean): Trial | undefined {
  const { plan } = compile(system);
  if (!plan) return undefined;
  const artifacts = delivered ? artifactsOf(plan) : unitArtifacts(plan);
  return { environment: system.environment, plan, artifacts };
}
