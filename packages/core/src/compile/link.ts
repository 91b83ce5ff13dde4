import type { EnvironmentInfo } from "../component/parts.js";
import type { KubernetesUnit, Unit } from "./plan.js";
import { topological } from "./topological.js";

/** API group of tofu-controller's Terraform objects. */
export const terraformGroup = "infra.contrib.fluxcd.io";

/** Units with all that each waits for, in an order in which each comes after those; or a circle in which they wait for each other. */
export interface Linked {
  readonly units: readonly Unit[];
  /** Ids of units. */
  readonly circle?: readonly string[] | undefined;
}

/**
 * Puts units in order.
 *
 * @param references ids of the units that the objects of each chart refer to
 */
export function link(
  units: readonly Unit[],
  references: ReadonlyMap<string, ReadonlySet<string>>,
  info: EnvironmentInfo,
): Linked {
  const charts = units.filter((unit) => unit.kind === "kubernetes");
  const linked = new Map(
    units.map((unit): [string, Unit] => {
      const needed = [
        ...unit.dependsOn,
        ...(references.get(unit.id) ?? []),
        ...runners(unit, charts, info),
        ...ownStack(unit, units),
      ];
      const dependsOn = units.map(({ id }) => id).filter((id) => needed.includes(id));
      return [unit.id, { ...unit, dependsOn: dependsOn.sort() }];
    }),
  );
  const { order, circle } = topological([...linked.values()].map(({ id, dependsOn }) => [id, dependsOn] as const));
  return { units: order.flatMap((id) => linked.get(id) ?? []), circle };
}

/** A stack can only be run once the controller that runs it is there. */
function runners(unit: Unit, charts: readonly KubernetesUnit[], { delivery }: EnvironmentInfo): string[] {
  if (unit.kind !== "terraform" || delivery.terraform !== "controller") return [];
  return charts
    .filter(({ helmReleases }) => helmReleases.some(({ provides }) => provides.includes(terraformGroup)))
    .map(({ id }) => id);
}

/**
 * A chart comes after the stack of its own component, because the stack gives the pods their AWS permissions. A pod that starts
 * before its service account has an EKS Pod Identity association never gets credentials (Amazon EKS User Guide, EKS Pod Identities: credentials are
 * variables of a new pod).
 */
function ownStack({ kind, component }: Unit, units: readonly Unit[]): string[] {
  if (kind !== "kubernetes") return [];
  return units.filter((unit) => unit.kind === "terraform" && unit.component === component).map(({ id }) => id);
}
