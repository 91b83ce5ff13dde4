import { IntOrString, type Probe } from "cdk8s-plus-29/lib/imports/k8s.js";

interface Often {
  /** Seconds between two tries. */
  readonly every: number;
  /** Failures in a row that count. */
  readonly tries: number;
}

/** Whether a port takes connections. */
export function takesConnections(port: number, often: Often): Probe {
  return { tcpSocket: { port: IntOrString.fromNumber(port) }, ...settings(often) };
}

/** Whether a command of bash succeeds. */
export function succeeds(command: string, often: Often): Probe {
  return { exec: { command: ["bash", "-c", command] }, ...settings(often) };
}

function settings({ every, tries }: Often) {
  return { periodSeconds: every, failureThreshold: tries, successThreshold: 1, timeoutSeconds: 5 };
}
