import { definePages } from "../diagnostics/page.js";

/** Problems that show while an environment is compiled. */
export const compilePages = definePages({
  unpublishedOutput: {
    code: "SF3001",
    title: "A component uses an output that does not exist",
    severity: "error",
    because: "After the apply the value would be empty, or the plan would fail.",
    instead: "Return the output from the component's `terraform` part, or use another output.",
  },
  cyclicUnits: {
    code: "SF3002",
    title: "Units wait for each other",
    severity: "error",
    because: "There is no order in which they can be applied: the GitOps engine would wait for ever.",
    instead: "Move one of the objects in the message to a new component.",
  },
  sameObject: {
    code: "SF3003",
    title: "Two components create the same Kubernetes object",
    severity: "error",
    because: "Each apply would undo the other, for ever.",
    instead: "Give one of the two another name.",
  },
  componentFault: {
    code: "SF3004",
    title: "A component failed while it was compiled",
    severity: "error",
    because: "The component's code threw an exception. Streamform writes nothing for the environment.",
    instead:
      "Look at the message: it names the component and the part. If the component is not yours, report it with the environment that shows it.",
  },
  unreadSecret: {
    code: "SF3005",
    title: "A secret is used, but nothing reads secrets into the cluster",
    severity: "error",
    because: "Values from AWS reach pods by External Secrets, which needs a SecretStore.",
    instead: "Add `secretStores:` to the environment, or declare an existing store there.",
  },
  unknownKind: {
    code: "SF3007",
    title: "A kind of Kubernetes object that Streamform does not know",
    severity: "error",
    because:
      "An object's kind decides its scope, its readiness, its order, and whether it holds data. Streamform does not guess them: the output would look right and fail in the cluster.",
    instead:
      "Describe the kind in the component that creates the object: `kinds: [{ group, kind, scope, readiness }]`. `spec.scope` of its CRD says the scope; docs/writing-a-component.md shows the other fields.",
  },
  unknownPods: {
    code: "SF3006",
    title: "Pods that their component does not describe",
    severity: "warning",
    because:
      "Streamform makes network policies, quotas, sizing and monitors from the components' descriptions of pods. Nothing can connect to these pods, no quota counts them, and no monitor reads their metrics.",
    instead:
      "Describe the pods in the component: `contributes: [contribute(workloads, …)]`, as docs/writing-a-component.md shows.",
  },
  refusedPod: {
    code: "SF3009",
    title: "Pods that the namespace's Pod Security standard refuses",
    severity: "warning",
    because:
      "The namespace enforces the restricted standard. The API server accepts the Deployment or the Job and refuses each of its pods.",
    instead:
      "Give the pod and its containers the securityContext that the standard asks for. Or change `kubernetesNamespace.podSecurity`.",
    source: "Kubernetes, Pod Security Standards, Restricted",
  },
  operatorLabel: {
    code: "SF3008",
    title: "A pod label that belongs to an operator",
    severity: "error",
    because: "An operator finds its pods by these labels. It ignores such a label in a template, or loses the pods.",
    instead: "Remove the label from `podLabels`, or use your own prefix, such as acme.example/team.",
  },
});
