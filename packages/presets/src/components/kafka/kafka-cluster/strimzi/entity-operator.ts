import { wholeContainerSecurity } from "../../../../kubernetes/pod-security.js";
import { heapOf, resourcesOf } from "./resources.js";
import { podSecurity } from "./security.js";

/** What each of the two containers is given; CPU in cores, memory and heap in MiB. */
export const entityOperatorGiven = { cpu: 0.1, memory: 512 } as const;
const heap = 256;

/** The operators of topics and of users: one pod, two containers. */
export function entityOperator() {
  const operator = { resources: resourcesOf(entityOperatorGiven), jvmOptions: heapOf(heap) };
  return {
    topicOperator: operator,
    userOperator: operator,
    template: {
      pod: { securityContext: podSecurity },
      topicOperatorContainer: {
        // A topic with a finalizer keeps its namespace from going away once nobody is left to take the finalizer off.
        env: [{ name: "STRIMZI_USE_FINALIZERS", value: "false" }],
        securityContext: wholeContainerSecurity,
      },
      userOperatorContainer: { securityContext: wholeContainerSecurity },
    },
  };
}
