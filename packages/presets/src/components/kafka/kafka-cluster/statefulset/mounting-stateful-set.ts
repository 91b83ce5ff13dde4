import { KubeStatefulSet, type KubeStatefulSetProps, type VolumeMount } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Construct } from "constructs";

/** Volumes as Kubernetes writes them, and where a container mounts them. */
export interface Mounted {
  readonly volumes: readonly object[];
  readonly mounts: readonly VolumeMount[];
}

interface Written {
  readonly spec: { readonly template: { readonly spec: { readonly volumes: readonly object[] } } };
}

/** A StatefulSet with volumes that its types do not know: those of Kubernetes 1.29 have no image as a volume. */
export class MountingStatefulSet extends KubeStatefulSet {
  constructor(
    scope: Construct,
    id: string,
    props: KubeStatefulSetProps,
    private readonly volumes: readonly object[],
  ) {
    super(scope, id, props);
  }

  override toJson(): Written {
    const written: Written = super.toJson();
    const { spec } = written;
    const pod = spec.template.spec;
    const volumes = [...pod.volumes, ...this.volumes];
    return { ...written, spec: { ...spec, template: { ...spec.template, spec: { ...pod, volumes } } } };
  }
}
