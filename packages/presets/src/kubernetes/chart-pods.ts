import { type EnvironmentInfo, type PodSettings, podFields, podSettingsIn, podSettingsWith } from "@streamform/core";

/** Pod fields that the values of every operator's chart have. */
export const chartPodFields = {
  nodeSelector: podFields.nodeSelector,
  tolerations: podFields.tolerations,
  affinity: podFields.affinity,
  priorityClassName: podFields.priorityClassName,
  podLabels: podFields.podLabels,
  podAnnotations: podFields.podAnnotations,
  imagePullSecrets: podFields.imagePullSecrets,
} as const;

/** The spec's fields of a chart's pods, by the names of most charts' values. */
export function chartPods({
  environment,
  spec,
}: {
  readonly environment: EnvironmentInfo;
  readonly spec: PodSettings;
}) {
  const { nodeSelector, tolerations, affinity, priorityClassName, podLabels, podAnnotations, imagePullSecrets } =
    podSettingsWith(podSettingsIn(spec), environment.kubernetes.pods ?? {});
  return {
    scheduling: {
      ...(nodeSelector && { nodeSelector }),
      ...(tolerations && { tolerations }),
      ...(affinity && { affinity }),
    },
    priority: priorityClassName === undefined ? {} : { priorityClassName },
    labels: podLabels,
    annotations: podAnnotations,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
  };
}
