import { definePages } from "../../diagnostics/page.js";

/** Problems of an environment's `patches`. */
export const patchPages = definePages({
  matchesNothing: {
    code: "SF3201",
    title: "A patch matches nothing",
    severity: "error",
    because: "The object was renamed or is no longer generated. The change would be lost silently.",
    instead: "Name one of the objects that the message lists, or remove the patch.",
  },
  ambiguous: {
    code: "SF3202",
    title: "A patch matches objects of several API groups or namespaces",
    severity: "error",
    because: "The change would reach objects that it was not written for.",
    instead: "Add `group` or `namespace` to the patch.",
  },
  changesNothing: {
    code: "SF3203",
    title: "A patch changes nothing",
    severity: "warning",
    because: "The objects already have the patched values. The patch only hides this.",
    instead: "Remove the patch.",
  },
  failed: {
    code: "SF3204",
    title: "A patch cannot be applied",
    severity: "error",
    because: "The object no longer has the shape that the patch expects.",
    instead: "Look at the generated file that the message names, and correct the patch.",
    source: "RFC 6902, section 5; Kubernetes, strategic merge patch",
  },
  changesIdentity: {
    code: "SF3205",
    title: "A patch changes what an object is",
    severity: "error",
    because:
      "Name, namespace, kind and API group identify the object, and other objects refer to it by them. Under another name it is another object, which the engine creates beside or instead of the first.",
    instead:
      "Change the field of the spec that the name comes from: `streamform explain FILE#/metadata/name` says which.",
  },
  changesSelection: {
    code: "SF3206",
    title: "A patch changes the labels that select pods",
    severity: "error",
    because:
      "Services, network policies, disruption budgets and monitors find pods by their labels, and the selector of a workload cannot be changed: traffic stops, or the API server refuses the object.",
    instead: "Leave the labels and selectors that the message names as they are; add labels of other names.",
    source: "Kubernetes API reference: DeploymentSpec, StatefulSetSpec, DaemonSetSpec, JobSpec, `selector`",
  },
  holdsSecret: {
    code: "SF3207",
    title: "A patch writes a secret value",
    severity: "error",
    because:
      "Specs and the generated tree are committed: the value is known to all who can read the repository, for as long as its history lives.",
    instead:
      "Store the value in AWS Secrets Manager and let an ExternalSecret read it; refer to the Secret by `secretKeyRef`. Change a secret that was committed.",
  },
  breaksSchema: {
    code: "SF3208",
    title: "A patch gives a field a value of another type",
    severity: "error",
    because: "The API server or Terraform refuses the whole object once it is applied.",
    instead:
      "Write a value of the type that the message names. Text that looks like a number or truth value needs quotes.",
  },
  undoesGuarantee: {
    code: "SF3209",
    title: "A patch removes a protection",
    severity: "error",
    because:
      "Generated resources are encrypted, protected from accidental deletion, and run under the restricted Pod Security standard. A reviewer must see where this ends, and why.",
    instead: "Leave the field as it is. If you need the change, add `reason` to the patch.",
    source: "Kubernetes, Pod Security Standards; Terraform, lifecycle meta-argument",
  },
  fixedField: {
    code: "SF3210",
    title: "A patch changes a field that cannot change later",
    severity: "warning",
    because:
      "The API server takes the field when the object is created and refuses every change after that: the engine reports a failure until somebody deletes the object.",
    instead:
      "Patch such a field before the first apply only. Where the object exists already, delete it without its pods (`--cascade=orphan`) after the merge. Then add `reason` to the patch.",
    source: "Kubernetes API reference: StatefulSetSpec, PersistentVolumeClaimSpec, StorageClass",
  },
});
