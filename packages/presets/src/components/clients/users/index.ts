import { contribute, type DescribePart, defineComponent } from "@streamform/core";
import { workloads } from "../../../kubernetes/workload.js";
import { certManagerKinds } from "../../cluster/certificates/kinds.js";
import { checks } from "./checks.js";
import { summary } from "./describe.js";
import { exports } from "./exports.js";
import { credentialsInOtherNamespaces } from "./other-namespaces.js";
import { type Users, usersSpec, type WrittenUsers } from "./spec.js";
import { uses } from "./uses.js";
import { withLogins } from "./with-logins.js";

/** A part with the users' logins filled in. */
function whole<
  Part extends { readonly spec: WrittenUsers; readonly uses: { readonly kafka: Parameters<typeof withLogins>[1] } },
>(part: Part): Omit<Part, "spec"> & { readonly spec: Users } {
  return { ...part, spec: withLogins(part.spec, part.uses.kafka) };
}

/** Users and their rights as data. The Kafka decides how they are applied. */
export const users = defineComponent({
  name: "users",
  title: "Kafka users",
  spec: usersSpec,
  uses,
  exports,
  terraform: (part) => {
    part.uses.kafka.users.terraform(whole(part));
    return {};
  },
  kinds: certManagerKinds,
  kubernetes: (part) => {
    part.uses.kafka.users.kubernetes(whole(part));
    credentialsInOtherNamespaces(whole(part));
  },
  contributes: [
    contribute(workloads, (part: DescribePart<typeof usersSpec, typeof uses>) =>
      part.uses.kafka.users.workloads(whole(part)),
    ),
  ],
  checks,
  summary,
  cost: (part) => part.uses.kafka.users.cost(whole(part)),
  diagram: (part) => part.uses.kafka.users.diagram(whole(part)),
});
