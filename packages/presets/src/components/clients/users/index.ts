import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { certManagerKinds } from "../../cluster/certificates/kinds.js";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { exports } from "./exports.js";
import { usersSpec } from "./spec.js";
import { uses } from "./uses.js";

/** Users and what they may do, as data, applied as the Kafka has it. */
export const users = defineComponent({
  name: "users",
  title: "Kafka users",
  spec: usersSpec,
  uses,
  exports,
  terraform: (part) => {
    part.uses.kafka.users.terraform(part);
    return {};
  },
  kinds: certManagerKinds,
  kubernetes: (part) => part.uses.kafka.users.kubernetes(part),
  contributes: [
    contribute(workloads, (part: DescribePart<typeof usersSpec, typeof uses>) => part.uses.kafka.users.workloads(part)),
  ],
  checks,
  summary,
  cost: (part) => part.uses.kafka.users.cost(part),
  diagram: (part) => part.uses.kafka.users.diagram(part),
});
