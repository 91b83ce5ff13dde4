import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloadOf, workloads } from "@streamform/presets";
import { checks } from "./checks.js";
import { kubernetes } from "./kubernetes.js";
import { myComponentProcess } from "./process.js";
import { myComponentSpec } from "./spec.js";
import { terraform } from "./terraform.js";
import { uses } from "./uses.js";

/** Writes one record to a topic on a schedule. */
export const myComponent = defineComponent({
  name: "my-component",
  title: "My component",
  spec: myComponentSpec,
  uses,
  terraform,
  kubernetes,
  // Quotas, network policies and the sizing are made from this.
  contributes: [
    contribute(workloads, (part: DescribePart<typeof myComponentSpec, typeof uses>) => [
      workloadOf(myComponentProcess(part)),
    ]),
  ],
  checks,
  summary: ({ spec }) => ({ facts: [{ label: "My component", value: `${spec.schedule} to ${spec.topic}` }] }),
});
