import type { DescribePart } from "@streamform/core";
import { administratorsWay } from "../../../kafka/certificate-client.js";
import type { ClientCertificate, Kafka, Listener } from "../../../kafka/kafka.js";
import { clientLogin } from "../../../kafka/login.js";
import { kafkaProcessUser } from "../../../kafka/process-user.js";
import type { Probe, Process } from "../../../process/process.js";
import { lagExporterPath } from "../../../versions/strimzi.js";
import { ownCertificate } from "../../clients/users/own-user.js";
import { name, port, portName } from "./names.js";
import type { LagExporterSpec, lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

const files = "/etc/streamform/files";

const healthz = { http: "/healthz", port: portName, every: 10, timeout: 5 } as const;
const probes = {
  // It waits for the brokers, which a new cluster takes minutes for.
  startup: { ...healthz, tries: 90 },
  readiness: { ...healthz, tries: 3 },
  liveness: { command: ["bash", `${files}/is-current.sh`], every: 60, timeout: 5, tries: 3 },
} satisfies Record<string, Probe>;

/** kafka_exporter. */
export function lagExporterProcess({
  spec,
  environment,
  uses: { kafka },
}: Pick<DescribePart<typeof lagExporterSpec, typeof uses>, "spec" | "environment" | "uses">): Process {
  const script = (file: string) => new URL(`./templates/${file}`, import.meta.url);
  return {
    name,
    title: "lag exporter",
    labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": environment.name },
    given: { cpu: spec.cpu, memory: spec.memory },
    pods: spec,
    metrics: { port, portName, of: "lag-exporter" },
    runs: () => {
      const listener = administratorsWay(kafka)?.listener;
      const { toolsImage: image } = kafka;
      if (!listener || !image) return undefined; // SF2951 says so
      const certificate = ownCertificate(kafka, name);
      const login = clientLogin(listener, { authentication: "tls", certificate });
      return {
        user: kafkaProcessUser,
        program: {
          name,
          image,
          command: ["bash", `${files}/lag-exporter.sh`],
          arguments: flags(spec, kafka, listener, certificate),
          environment: {
            KAFKA_BOOTSTRAP_SERVERS: listener.bootstrapServers,
            KAFKA_EXPORTER: lagExporterPath,
            READ_AT_START: login.files.join(" "),
          },
          ports: { [portName]: port },
          probes,
        },
        folders: [
          {
            name: "files",
            path: files,
            files: { "lag-exporter.sh": script("lag-exporter.sh"), "is-current.sh": script("is-current.sh") },
          },
          ...login.folders,
          { name: "tmp", path: "/tmp", scratch: 16 },
        ],
      };
    },
  };
}

/** Flags that kafka_exporter has from 1.7.0 to 1.9.0, the versions in Strimzi's images 0.42.0 to 1.2.0. Source: its kafka_exporter.go at these tags. */
function flags(
  { topics, groups }: LagExporterSpec,
  { version }: Pick<Kafka, "version">,
  { bootstrapServers, trust }: Listener,
  { certificate, privateKey }: ClientCertificate,
): string[] {
  if (typeof bootstrapServers !== "string") return [];
  return [
    `--kafka.server=${bootstrapServers}`,
    `--kafka.version=${version}`,
    "--tls.enabled",
    ...(trust ? [`--tls.ca-file=/mnt/trust/${trust.key}`] : []),
    `--tls.cert-file=/mnt/user/${certificate}`,
    `--tls.key-file=/mnt/user/${privateKey}`,
    `--web.listen-address=:${port}`,
    `--topic.filter=${topics.include}`,
    `--topic.exclude=${topics.exclude}`,
    `--group.filter=${groups.include}`,
    `--group.exclude=${groups.exclude}`,
  ];
}
