import type { Plan, TerraformUnit, Unit } from "../compile/plan.js";
import { isApplied, levelsOf } from "../delivery/order.js";

/** A point at which a person lets something through; what waits behind it alone comes by itself. */
export type Gate = { readonly kind: "delivery" } | { readonly kind: "stack"; readonly stack: TerraformUnit };

/**
 * The points where a new environment waits for a person, in order: the delivery folder and, with manual approval, each stack
 * after it, wave by wave. In pipeline mode the stacks come first, because charts do not wait for them.
 */
export function gatesOf(plan: Plan): readonly Gate[] {
  const levels = levelsOf(plan);
  const level = ({ id }: Unit) => levels.get(id) ?? 0;
  const stacks = plan.units
    .filter((unit) => unit.kind === "terraform")
    .toSorted((a, b) => level(a) - level(b))
    .map((stack): Gate => ({ kind: "stack", stack }));
  const delivery: Gate = { kind: "delivery" };
  if (plan.info.delivery.terraform === "pipeline") return [...stacks, delivery];
  return plan.info.delivery.approval === "auto" ? [delivery] : [delivery, ...stacks];
}

/** The index of each unit's gate, by the unit's id: its own gate, or the last gate of the units that it waits for. */
export function gateIndexes(plan: Plan, gates: readonly Gate[]): ReadonlyMap<string, number> {
  const delivery = gates.findIndex(({ kind }) => kind === "delivery");
  const indexes = new Map<string, number>();
  for (const unit of plan.units) {
    const own = gates.findIndex((gate) => gate.kind === "stack" && gate.stack.id === unit.id);
    const before = unit.dependsOn.map((id) => indexes.get(id) ?? delivery);
    indexes.set(unit.id, own >= 0 ? own : Math.max(delivery, ...before));
  }
  return indexes;
}

/** A component's units that are applied to AWS or the cluster, in the plan's order. */
export function unitsOfComponent(plan: Plan, component: string): readonly Unit[] {
  return plan.units.filter(
    (unit) => unit.component === component && (unit.kind === "terraform" || isApplied(plan, unit)),
  );
}
