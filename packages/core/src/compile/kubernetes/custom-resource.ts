import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Manifest } from "../../kinds/manifest.js";

/** Adds an object whose kind the cluster learns from a CRD. Kubernetes' own kinds have typed classes in `cdk8s-plus-29/lib/imports/k8s.js`. */
export function customResource(chart: Construct, manifest: Manifest): void {
  new ApiObject(chart, `${manifest.kind}-${manifest.metadata.namespace ?? ""}-${manifest.metadata.name}`, manifest);
}
