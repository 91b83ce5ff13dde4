import type { Step } from "@streamform/core";
import { restPort } from "./names.js";

/** Shows how connectors are. */
export function look(kubectl: string, worker: string, before: readonly string[]): Step {
  return {
    when: "operation",
    title: "See how connectors are",
    text: "Only workers and what looks after connectors may call the REST API: ask from inside of a worker.",
    commands: [
      ...before,
      `${kubectl} exec ${worker} -- curl --silent 'http://localhost:${restPort}/connectors?expand=status'`,
    ],
  };
}
