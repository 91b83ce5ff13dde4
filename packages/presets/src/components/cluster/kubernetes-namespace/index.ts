import { defineComponent } from "@streamform/core";
import { checks } from "./checks.js";
import { kubernetes } from "./kubernetes.js";
import { kubernetesNamespaceSpec } from "./spec.js";
import { quotaFacts } from "./summary.js";
import { uses } from "./uses.js";

/** The namespace of the environment's workloads, with its quota and limits. */
export const kubernetesNamespace = defineComponent({
  name: "kubernetes-namespace",
  title: "Kubernetes namespace",
  spec: kubernetesNamespaceSpec,
  uses,
  exports: ({ spec }) => ({
    /** CPU in cores, memory in MiB and volumes in GiB that the namespace may ask for; undefined where nothing bounds it. */
    quota: spec.quota,
  }),
  kubernetes,
  checks,
  summary: ({ spec, environment }) => ({
    facts: [{ label: "Kubernetes namespace", value: environment.kubernetes.namespace }, ...quotaFacts(spec)],
  }),
});
