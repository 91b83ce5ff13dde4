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
    instead: "Compare the patch with the generated file in the message, and correct the patch.",
    source: "RFC 6902, section 5; Kubernetes, strategic merge patch",
  },
  changesIdentity: {
    code: "SF3205",
    title: "A patch changes an object's kind, name or namespace",
    severity: "error",
    because:
      "API group, kind, namespace and name identify the object, and other objects refer to it by them. With another name, the engine creates a second object, and may delete the first.",
    instead:
      "Change the spec field that sets the name. `streamform explain FILE#/metadata/name` shows which field that is.",
  },
  changesSelection: {
    code: "SF3206",
    title: "A patch changes the labels that select pods",
    severity: "error",
    because:
      "Services, network policies, disruption budgets and monitors find pods by their labels, so traffic can stop. The selector of a workload is immutable, so the API server refuses the object.",
    instead: "Do not change the labels and selectors in the message. You can add labels with other names.",
    source: "Kubernetes API reference: DeploymentSpec, StatefulSetSpec, DaemonSetSpec, JobSpec, `selector`",
  },
  holdsSecret: {
    code: "SF3207",
    title: "A patch writes a secret value",
    severity: "error",
    because:
      "Specs and the generated tree are committed. Everyone who can read the repository can read the value, also in its history.",
    instead:
      "Store the value in AWS Secrets Manager and read it with an ExternalSecret. Refer to the Secret by `secretKeyRef`. If the secret was committed, change it.",
  },
  breaksSchema: {
    code: "SF3208",
    title: "A patch sets a field that does not exist, or gives it a value of another type",
    severity: "error",
    because: "The API server or Terraform refuses the whole object when it is applied.",
    instead:
      "Correct the name of the field, or write a value of the type in the message. Text that looks like a number or truth value needs quotes.",
  },
  undoesGuarantee: {
    code: "SF3209",
    title: "A patch removes a protection",
    severity: "error",
    because:
      "Generated resources are encrypted, protected from accidental deletion, and run under the restricted Pod Security Standard. A reviewer must see each exception and its reason.",
    instead: "Do not change the field. If you need the change, add `reason` to the patch.",
    source: "Kubernetes, Pod Security Standards; Terraform, lifecycle meta-argument",
  },
  fixedField: {
    code: "SF3210",
    title: "A patch changes an immutable field",
    severity: "warning",
    because:
      "The API server accepts the field when the object is created, and refuses every later change. The engine fails until somebody deletes the object.",
    instead:
      "Patch such a field only before the first apply. If the object exists already, delete it without its pods (`--cascade=orphan`) after the merge. Then add `reason` to the patch.",
    source: "Kubernetes API reference: StatefulSetSpec, PersistentVolumeClaimSpec, StorageClass",
  },
});
