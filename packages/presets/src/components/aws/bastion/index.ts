import { defineComponent } from "@streamform/core";
import { imageOfOtherArchitecture, noWayOut, readsDataInProduction } from "./checks.js";
import { cost, summary } from "./describe.js";
import { files } from "./files.js";
import { bastionSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** An instance with the Kafka tools, reached only through AWS Session Manager. */
export const bastion = defineComponent({
  name: "bastion",
  title: "Bastion",
  spec: bastionSpec,
  uses,
  terraform,
  files,
  checks: [noWayOut, imageOfOtherArchitecture, readsDataInProduction],
  summary,
  cost,
});
