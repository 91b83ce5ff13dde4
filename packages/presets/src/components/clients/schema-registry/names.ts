/** Name of the Deployment, its Service, service account and disruption budget. */
export const name = "schema-registry";

/** Where it answers, and where it serves metrics. */
export const port = 8081;
export const metricsPort = 9404;
export const metricsPortName = "metrics";

/** Host by which pods of any namespace find it. */
export function hostIn(namespace: string): string {
  return `${name}.${namespace}.svc`;
}

export function urlIn(namespace: string): string {
  return `http://${hostIn(namespace)}:${port}`;
}

/** Labels of the pods. */
export function labelsOf(environment: string): Readonly<Record<string, string>> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": environment };
}
