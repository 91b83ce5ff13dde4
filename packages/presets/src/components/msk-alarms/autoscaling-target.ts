/** Use of the volumes, in percent, at which they grow by themselves: `autoscalingTarget` of the cluster's exports. Undefined where they do not. */
export function autoscalingTargetOf(msk: object): number | undefined {
  return "autoscalingTarget" in msk && typeof msk.autoscalingTarget === "number" ? msk.autoscalingTarget : undefined;
}
