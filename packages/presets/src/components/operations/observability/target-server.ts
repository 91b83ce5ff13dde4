import type { DescribePart, KubernetesPart, Text } from "@streamform/core";
import { IntOrString, KubeService } from "cdk8s-plus-29/lib/imports/k8s.js";
import { deployment } from "../../../process/kubernetes/deployment.js";
import type { Process } from "../../../process/process.js";
import { imageName } from "../../../versions/image-name.js";
import type { observabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

const name = "scrape-targets";
const port = 8080;
const configFolder = "/etc/streamform/files";
const targetsFolder = "/mnt/targets";
/** `nobody` of the image. */
const nobody = 65534;

/** Where Prometheus finds the files of the target server. */
export function targetsAddress(namespace: string): string {
  return `http://${name}.${namespace}.svc:${port}`;
}

/**
 * Serves the addresses of exporters that Terraform learns: External Secrets writes them into a Secret, whose files this web server hands to
 * Prometheus. A change of the Secret needs no restart; while the server is down, Prometheus keeps the addresses that it has.
 *
 * Source: Prometheus documentation, HTTP SD: the answer has to be `application/json`.
 */
export function targetServerProcess({
  environment,
  spec: { scraper, namespace },
  uses: { versions },
}: Pick<DescribePart<typeof observabilitySpec, typeof uses>, "environment" | "spec" | "uses">): Process {
  const probe = { connect: port, every: 10, timeout: 5, tries: 3 };
  return {
    name,
    title: "scrape targets",
    labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": environment.name },
    given: { cpu: 0.005, memory: 16 },
    flows: [{ port, what: "addresses for Prometheus", from: [{ labels: { ...scraper }, namespace }] }],
    runs: () => ({
      user: { uid: nobody, gid: nobody, filesGid: nobody },
      grace: 5,
      program: {
        name,
        image: imageName(versions.images.staticFiles),
        command: ["httpd", "-f", "-p", String(port), "-h", targetsFolder, "-c", `${configFolder}/httpd.conf`],
        ports: { http: port },
        probes: { readiness: probe, liveness: probe },
      },
      folders: [
        { name: "files", path: configFolder, files: { "httpd.conf": ".json:application/json\n" } },
        { name: "targets", path: targetsFolder, secrets: [{ secret: name }] },
      ],
    }),
  };
}

export function targetServer(
  part: KubernetesPart<typeof observabilitySpec, typeof uses>,
  documents: Readonly<Record<string, Text>>,
): void {
  const { chart, secret } = part;
  const process = targetServerProcess(part);
  secret(name, documents);
  new KubeService(chart, "target-service", {
    metadata: { name },
    spec: {
      selector: { ...process.labels },
      ports: [{ name: "http", port, targetPort: IntOrString.fromString("http"), protocol: "TCP" }],
    },
  });
  deployment(part, process, { strategy: "recreate", history: 3 });
}
