import { JsonPatch } from "cdk8s";
import { KubeStatefulSet, type KubeStatefulSetProps, type VolumeMount } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Construct } from "constructs";

/** Volumes as Kubernetes writes them, and where the first container mounts them. */
export interface Mounted {
  readonly volumes: readonly object[];
  readonly mounts: readonly VolumeMount[];
}

/** A StatefulSet with volumes that its types do not know: those of Kubernetes 1.29 have no image as a volume. */
export class MountingStatefulSet extends KubeStatefulSet {
  constructor(
    scope: Construct,
    id: string,
    props: KubeStatefulSetProps,
    private readonly mounted: Mounted,
  ) {
    super(scope, id, props);
  }

  override toJson(): unknown {
    const pod = "/spec/template/spec";
    return JsonPatch.apply(
      super.toJson(),
      ...this.mounted.volumes.map((volume) => JsonPatch.add(`${pod}/volumes/-`, volume)),
      ...this.mounted.mounts.map((mount) => JsonPatch.add(`${pod}/containers/0/volumeMounts/-`, mount)),
    );
  }
}
