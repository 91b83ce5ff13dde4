import { defineComponent } from "@streamform/core";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { exports } from "./exports.js";
import { kubernetes } from "./kubernetes.js";
import { storageClassSpec } from "./spec.js";

/** A StorageClass for the brokers' volumes. It is not needed if the cluster has a suitable class. */
export const storageClass = defineComponent({
  name: "storage-class",
  title: "Storage class",
  spec: storageClassSpec,
  exports,
  kubernetes,
  checks,
  summary,
});
