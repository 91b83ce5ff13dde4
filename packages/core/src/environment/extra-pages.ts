import { definePages } from "../diagnostics/page.js";

/** Problems of the files that `extra` names. */
export const extraPages = definePages({
  noFile: {
    code: "SF3301",
    title: "An extra path matches no file",
    severity: "error",
    because: "What was there before would be pruned from the cluster or from AWS.",
    instead: "Correct the path: it is relative to the file that names it. Or remove the entry.",
  },
  notYaml: {
    code: "SF3302",
    title: "An extra file is not YAML",
    severity: "error",
    because: "Nobody can say what it holds.",
    instead: "Correct the file at the place that the message names.",
  },
  noObject: {
    code: "SF3303",
    title: "An extra file holds something that is no Kubernetes object",
    severity: "error",
    because: "Only objects can be applied: each has apiVersion, kind and metadata.name, by which it is found again.",
    instead: "Write one object a document. Leave out kustomization.yaml: the folder's own is generated.",
  },
  secret: {
    code: "SF3304",
    title: "An extra file holds a secret value",
    severity: "error",
    because: "The file and the generated tree are committed: the value is known to all who can read the repository.",
    instead:
      "Store the value in AWS Secrets Manager and write an ExternalSecret that reads it. Change a secret that was committed.",
  },
  ambiguous: {
    code: "SF3305",
    title: "A value that readers of YAML take for different things",
    severity: "error",
    because: "kubectl reads YAML 1.1 and others read 1.2: yes is true or a text, 0644 is 420 or 644.",
    instead: "Write the value as the message shows.",
    source: "YAML 1.1, type repository; YAML 1.2.2, core schema",
  },
  ownProvider: {
    code: "SF3306",
    title: "An extra Terraform file configures what is generated",
    severity: "error",
    because:
      "State, provider, tags and versions come from the environment. A module has one backend and one block of required providers.",
    instead: "Remove the block: main.tf.json beside the file has the backend and the AWS provider.",
    source: "Terraform language: settings, required_providers, backend",
  },
  unknownUnit: {
    code: "SF3307",
    title: "An extra entry waits for a unit that does not exist",
    severity: "error",
    because: "The order that was asked for would not be kept.",
    instead: "Name a unit as its folder: terraform/<stack> or kubernetes/<unit>.",
  },
  sameFile: {
    code: "SF3308",
    title: "An extra entry holds something twice",
    severity: "error",
    because:
      "Files of a stack are copied into one folder beside main.tf.json, and an object is one file: one would replace the other.",
    instead: "Rename one of the two.",
  },
  notTerraform: {
    code: "SF3309",
    title: "An extra file is not Terraform",
    severity: "error",
    because: "Terraform cannot read it.",
    instead: "Correct the file at the place that the message names.",
  },
});
