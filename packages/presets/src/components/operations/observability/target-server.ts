import { type KubernetesPart, type Text, text } from "@streamform/core";
import { IntOrString, KubeDeployment, KubeService, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { containerSecurity } from "../../../kubernetes/pod-security.js";
import { staticFilesImage } from "../../../versions/static-files.js";
import type { ObservabilitySpec, observabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

type Part = KubernetesPart<typeof observabilitySpec, typeof uses>;

const name = "scrape-targets";
const port = 8080;
const folder = "/targets";
const configFile = "httpd.conf";
const resources = { cpu: 0.005, memory: 16 } as const;
/** `nobody` of the image: it needs no rights at all. */
const uid = 65534;

const labelsOf = (environment: { readonly name: string }) => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/part-of": environment.name,
});

/** Where Prometheus finds the files of the target server. */
export function targetsAddress(namespace: string): string {
  return `http://${name}.${namespace}.svc:${port}`;
}

/** The pods of the target server. */
export function targetServerPods(environment: { readonly name: string }, spec: ObservabilitySpec): Workload {
  return {
    name: "scrape targets",
    labels: labelsOf(environment),
    replicas: 1,
    requests: resources,
    limits: { memory: resources.memory },
    storage: 0,
    flows: [
      { port, what: "addresses for Prometheus", from: [{ labels: { ...spec.scraper }, namespace: spec.namespace }] },
    ],
  };
}

/**
 * Serves the addresses of exporters that Terraform learns: External Secrets writes them into a Secret, whose files this web server hands to
 * Prometheus. A change of the Secret needs no restart; while the server is down, Prometheus keeps the addresses that it has.
 *
 * Source: Prometheus documentation, HTTP SD.
 */
export function targetServer({ chart, environment, secret }: Part, documents: Readonly<Record<string, Text>>): void {
  const labels = labelsOf(environment);
  secret(name, { ...documents, [configFile]: text`.json:application/json\n` });
  new KubeService(chart, "target-service", {
    metadata: { name, labels },
    spec: {
      selector: labels,
      ports: [{ name: "http", port, targetPort: IntOrString.fromString("http"), protocol: "TCP" }],
    },
  });
  const probe = {
    tcpSocket: { port: IntOrString.fromString("http") },
    timeoutSeconds: 5,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  };
  new KubeDeployment(chart, "target-server", {
    metadata: { name, labels },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 5,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: uid,
            runAsGroup: uid,
            fsGroup: uid,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name,
              image: staticFilesImage,
              imagePullPolicy: "IfNotPresent",
              command: ["httpd", "-f", "-p", String(port), "-h", folder, "-c", `${folder}/${configFile}`],
              ports: [{ name: "http", containerPort: port, protocol: "TCP" }],
              readinessProbe: probe,
              livenessProbe: probe,
              resources: {
                requests: {
                  cpu: Quantity.fromString(`${resources.cpu * 1000}m`),
                  memory: Quantity.fromString(`${resources.memory}Mi`),
                },
                limits: { memory: Quantity.fromString(`${resources.memory}Mi`) },
              },
              securityContext: containerSecurity,
              terminationMessagePath: "/dev/termination-log",
              terminationMessagePolicy: "FallbackToLogsOnError",
              volumeMounts: [{ name: "targets", mountPath: folder, readOnly: true }],
            },
          ],
          volumes: [{ name: "targets", secret: { secretName: name, defaultMode: 0o440 } }],
        },
      },
    },
  });
}
