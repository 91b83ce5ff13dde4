import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { run } from "./run.js";
import { tool } from "./tools.js";

const kubeconfig = join(
  process.env.STREAMFORM_CLUSTER ?? join(process.env.TMPDIR ?? "/tmp", "streamform-cluster"),
  "kubeconfig",
);

/** Runs a command of the cluster tool. */
export function cluster(...parameters: string[]): { status: number | null; output: string } {
  return run(tool("cluster"), parameters);
}

/** Runs kubectl on the cluster that runs: what it printed. */
export function kubectl(...parameters: string[]): string {
  return run("kubectl", parameters, { env: { KUBECONFIG: kubeconfig } }).output;
}

/**
 * Renews every node's lease, as kubelets do (https://kubernetes.io/docs/concepts/architecture/leases/), for as long as the API server answers. Nobody else does for
 * nodes that are only played: they would be NotReady some 50 s after each of their rare heartbeats, and their pods for good.
 */
const leases = `
while nodes=$(kubectl get nodes -o name); do
  for node in $nodes; do
    printf -- '---\n{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: %s, namespace: kube-node-lease}, ' "\${node#node/}"
    printf 'spec: {holderIdentity: %s, leaseDurationSeconds: 40, renewTime: "%s"}}\n' "\${node#node/}" "$(date -u +%FT%T.%6NZ)"
  done | kubectl apply --server-side -f - >/dev/null
  sleep 10
done`;

let renewal: ChildProcess | undefined;

/** Starts a cluster afresh. Errors: what the tool printed, when it did not come up. */
export function start(): void {
  stop();
  const { status, output } = cluster("start");
  if (status !== 0) throw new Error(output);
  renewal = spawn("bash", ["-c", leases], { stdio: "ignore", env: { ...process.env, KUBECONFIG: kubeconfig } });
}

/** Stops the cluster and whoever renews its leases. */
export function stop(): void {
  renewal?.kill();
  cluster("stop");
}
