import { definePages } from "../diagnostics/page.js";

/** Problems of the files that `extra` names. */
export const extraPages = definePages({
  noFile: {
    code: "SF3301",
    title: "An extra path matches no file",
    severity: "error",
    because: "Without the files, their objects and resources would be deleted from the cluster or from AWS.",
    instead: "Correct the path, or remove the entry. The path is relative to the file that names it.",
  },
  notYaml: {
    code: "SF3302",
    title: "An extra file is not YAML",
    severity: "error",
    because: "The text is not valid YAML. Streamform does not guess what it means.",
    instead: "Correct the file at the position in the message.",
  },
  noObject: {
    code: "SF3303",
    title: "An extra file contains a document that is not a Kubernetes object",
    severity: "error",
    because: "Only Kubernetes objects can be applied. Each needs apiVersion, kind and metadata.name.",
    instead: "Write one object in each document. Leave out kustomization.yaml, because Streamform generates it.",
  },
  secret: {
    code: "SF3304",
    title: "An extra file contains a secret value",
    severity: "error",
    because: "The file and the generated tree are committed. Everyone who can read the repository can read the value.",
    instead:
      "Store the value in AWS Secrets Manager and write an ExternalSecret that reads it. If the secret was committed, change it.",
  },
  ambiguous: {
    code: "SF3305",
    title: "A value that YAML 1.1 and YAML 1.2 read differently",
    severity: "error",
    because: "kubectl reads YAML 1.1, other tools read YAML 1.2. `yes` is true or text, `0644` is 420 or 644.",
    instead: "Write the value as the message shows.",
    source: "YAML 1.1, type repository; YAML 1.2.2, core schema",
  },
  ownProvider: {
    code: "SF3306",
    title: "An extra Terraform file configures what is generated",
    severity: "error",
    because:
      "Streamform generates state, provider, tags and versions from the environment. A module can have only one backend and one block of required providers.",
    instead: "Remove the block. main.tf.json beside the file has the backend and the AWS provider.",
    source: "Terraform language: settings, required_providers, backend",
  },
  unknownUnit: {
    code: "SF3307",
    title: "An extra entry waits for a unit that does not exist",
    severity: "error",
    because: "The entry would be applied without waiting.",
    instead: "Name the unit by its folder: terraform/<stack> or kubernetes/<unit>.",
  },
  sameFile: {
    code: "SF3308",
    title: "An extra entry contains the same file or object twice",
    severity: "error",
    because:
      "The files of a stack are copied into one folder, and each object becomes one file. The second would overwrite the first.",
    instead: "Rename one of the two.",
  },
  brokenField: {
    code: "SF3310",
    title: "An extra object has a field that its kind does not have, or a value that the field does not take",
    severity: "error",
    because: "The API server refuses the whole object when it is applied.",
    instead: "Correct the name of the field, or write a value of the type in the message.",
    source: "Kubernetes' OpenAPI definitions; the CRDs of the operators",
  },
  notTerraform: {
    code: "SF3309",
    title: "An extra file is not Terraform",
    severity: "error",
    because: "Terraform cannot read the file.",
    instead: "Correct the file at the position in the message.",
  },
});
