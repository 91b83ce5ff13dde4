import { poolLabels, type pools } from "./names.js";

const zoneKey = "topology.kubernetes.io/zone";
const hostKey = "kubernetes.io/hostname";

/**
 * The placement of a pool's pods: in the spec's zones, never two on one node, and evenly over the zones. A zone whose
 * nodes are tainted does not count.
 */
export function schedulingOf(
  { cluster, zones }: { readonly cluster: string; readonly zones: readonly string[] },
  pool: keyof typeof pools,
) {
  const labelSelector = { matchLabels: poolLabels({ cluster }, pool) };
  const inZones = { matchExpressions: [{ key: zoneKey, operator: "In", values: [...zones] }] };
  return {
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [inZones] } },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: hostKey }],
        ...(zones.length > 1 && {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 100, podAffinityTerm: { labelSelector, topologyKey: zoneKey } },
          ],
        }),
      },
    },
    ...(zones.length > 1 && {
      topologySpreadConstraints: [
        {
          labelSelector,
          maxSkew: 1,
          nodeTaintsPolicy: "Honor",
          topologyKey: zoneKey,
          whenUnsatisfiable: "DoNotSchedule",
        },
      ],
    }),
  };
}

/** Rack awareness: a broker's rack is the zone of its node. One zone is no rack apart from another. */
export function rackOf(zones: readonly string[]) {
  return zones.length > 1 ? { rack: { type: "topology-label", topologyKey: zoneKey } } : {};
}
