import { defineComponent } from "@streamform/core";
import { testFillsDisks } from "./checks.js";
import { summary } from "./describe.js";
import { files } from "./files.js";
import { initScriptsSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Scripts for people, in addition to the delivery. */
export const initScripts = defineComponent({
  name: "init-scripts",
  title: "Scripts for a new cluster",
  spec: initScriptsSpec,
  uses,
  files,
  checks: [testFillsDisks],
  summary,
});
