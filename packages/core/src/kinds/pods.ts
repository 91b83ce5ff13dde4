import type { FieldPath, Reference } from "./kind.js";

/** The references of a pod's volumes. `at`: path of the list of volumes. */
export function volumeReferences(at: FieldPath): readonly Reference[] {
  return [
    { at: `${at}[].secret.secretName`, to: "Secret" },
    { at: `${at}[].projected.sources[].secret.name`, to: "Secret" },
    { at: `${at}[].csi.nodePublishSecretRef.name`, to: "Secret" },
    { at: `${at}[].*.secretRef.name`, to: "Secret" },
    { at: `${at}[].configMap.name`, to: "ConfigMap" },
    { at: `${at}[].projected.sources[].configMap.name`, to: "ConfigMap" },
    { at: `${at}[].persistentVolumeClaim.claimName`, to: "PersistentVolumeClaim" },
  ];
}

/** The references of a container's variables. `at`: path of the container, or of the list of containers with `[]`. */
export function variableReferences(at: FieldPath): readonly Reference[] {
  return [
    { at: `${at}.env[].valueFrom.secretKeyRef.name`, to: "Secret" },
    { at: `${at}.env[].valueFrom.configMapKeyRef.name`, to: "ConfigMap" },
    { at: `${at}.envFrom[].secretRef.name`, to: "Secret" },
    { at: `${at}.envFrom[].configMapRef.name`, to: "ConfigMap" },
  ];
}

/**
 * The references of a pod that must exist before it starts. `at`: path of the pod's spec.
 *
 * Source: Kubernetes API reference, PodSpec.
 */
export function podReferences(at: FieldPath): readonly Reference[] {
  return [
    ...volumeReferences(`${at}.volumes`),
    ...variableReferences(`${at}.containers[]`),
    ...variableReferences(`${at}.initContainers[]`),
    { at: `${at}.imagePullSecrets[].name`, to: "Secret" },
    { at: `${at}.serviceAccountName`, to: "ServiceAccount" },
    { at: `${at}.priorityClassName`, to: "scheduling.k8s.io/PriorityClass" },
    { at: `${at}.runtimeClassName`, to: "node.k8s.io/RuntimeClass" },
  ];
}
