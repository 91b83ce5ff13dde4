import { defineComponent, provide } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { checks } from "./checks.js";
import { cost } from "./cost.js";
import { diagram, summary } from "./describe.js";
import { exports } from "./exports.js";
import { provideKafka } from "./provide-kafka.js";
import { mskTypes } from "./resource-types.js";
import { mskSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Amazon MSK with provisioned brokers, spread evenly over the network's zones, reachable from private networks only. */
export const msk = defineComponent({
  name: "msk",
  title: "Amazon MSK",
  spec: mskSpec,
  uses,
  exports,
  terraform,
  awsTypes: mskTypes,
  provides: [provide(kafka, provideKafka)],
  checks,
  summary,
  cost,
  diagram,
});
