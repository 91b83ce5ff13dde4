import type { KubernetesUnit, Plan, TerraformUnit, Unit } from "../compile/plan.js";

/** A unit that a GitOps engine applies. */
export type AppliedUnit = TerraformUnit | KubernetesUnit;

/** Whether the engine applies the unit. It does not apply host files, empty units, and stacks that the pipeline applies. */
export function isApplied(plan: Plan, unit: Unit): unit is AppliedUnit {
  if (unit.kind === "hosts") return false;
  if (unit.kind === "terraform") return plan.info.delivery.terraform === "controller";
  return unit.manifests.length > 0 || unit.helmReleases.length > 0;
}

/** The units that the engine applies, in the plan's order. */
export function appliedUnits(plan: Plan): readonly AppliedUnit[] {
  return plan.units.filter((unit) => isApplied(plan, unit));
}

/** The applied units that have to be ready before a unit: through a unit that nobody applies, those behind it. Sorted by id. */
export function dependenciesOf(plan: Plan, unit: Unit): readonly AppliedUnit[] {
  const found = new Map<string, AppliedUnit>();
  const seen = new Set<string>();
  const visit = (from: Unit): void => {
    for (const id of from.dependsOn) {
      const dependency = plan.units.find((candidate) => candidate.id === id);
      if (!dependency || seen.has(id)) continue;
      seen.add(id);
      if (isApplied(plan, dependency)) found.set(id, dependency);
      else visit(dependency);
    }
  };
  visit(unit);
  return [...found.keys()].sort().flatMap((id) => found.get(id) ?? []);
}

/** The length of the longest chain of units before each applied unit, by id: 0 for a unit that waits for nothing. */
export function levelsOf(plan: Plan): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const unit of appliedUnits(plan)) {
    levels.set(unit.id, Math.max(-1, ...dependenciesOf(plan, unit).map(({ id }) => levels.get(id) ?? 0)) + 1);
  }
  return levels;
}
