import { defineComponent } from "@streamform/core";
import { kubernetes } from "./kubernetes.js";
import { kubernetesNamespaceSpec } from "./spec.js";

/** The namespace of the environment's workloads. */
export const kubernetesNamespace = defineComponent({
  name: "kubernetes-namespace",
  title: "Kubernetes namespace",
  spec: kubernetesNamespaceSpec,
  kubernetes,
  summary: ({ environment }) => ({
    facts: [{ label: "Kubernetes namespace", value: environment.kubernetes.namespace }],
  }),
});
