import type { Step } from "@streamform/core";
import { restPort } from "./names.js";

/** Shows the state of the connectors. */
export function look(kubectl: string, worker: string, before: readonly string[]): Step {
  return {
    when: "operation",
    title: "Show the state of the connectors",
    text: "The network policies let only workers and the Job or operator call the REST API, so the command runs in a worker.",
    commands: [
      ...before,
      `${kubectl} exec ${worker} -- curl --silent 'http://localhost:${restPort}/connectors?expand=status'`,
    ],
  };
}
