import type { DescribePart } from "@streamform/core";
import type { Kafka, Listener } from "../../../kafka/kafka.js";
import { type Credentials, clientLogin } from "../../../kafka/login.js";
import { kafkaProcessUser } from "../../../kafka/process-user.js";
import type { Probe, Process } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import { lagExporterPath } from "../../../versions/strimzi.js";
import { ownLogin } from "../../clients/users/own-user.js";
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
  return {
    name,
    title: "lag exporter",
    labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": environment.name },
    given: { cpu: spec.cpu, memory: spec.memory },
    pods: spec,
    metrics: { port, portName, of: "lag-exporter" },
    runs: () => {
      const own = ownLogin(kafka, name);
      if (!own) return undefined; // SF2951 says so
      const { listener, credentials } = own;
      const login = clientLogin(listener, withPasswordAlone(credentials));
      return {
        user: kafkaProcessUser,
        program: {
          name,
          image: kafka.programs.image,
          command: ["bash", `${files}/lag-exporter.sh`],
          arguments: flags(spec, kafka, listener, credentials),
          environment: {
            KAFKA_BOOTSTRAP_SERVERS: listener.bootstrapServers,
            KAFKA_EXPORTER: lagExporterPath,
            ...("password" in credentials ? { PASSWORD_FILE: `/mnt/user/${credentials.password}` } : {}),
            READ_AT_START: login.files.join(" "),
            ...(credentials.authentication === "iam" ? { AWS_REGION: environment.aws.region } : {}),
          },
          ports: { [portName]: port },
          probes,
        },
        folders: [
          {
            name: "files",
            path: files,
            files: templates(import.meta.url, "lag-exporter.sh", "is-current.sh"),
          },
          ...login.folders,
          { name: "tmp", path: "/tmp", scratch: 16 },
        ],
      };
    },
  };
}

/**
 * Flags that kafka_exporter has from 1.7.0 to 1.9.0, the versions in Strimzi's images 0.42.0 to 1.2.0; `awsiam` since 1.8.0. The addresses and a
 * password are added where they are known, by `lag-exporter.sh`. Source: its kafka_exporter.go at these tags.
 */
function flags(
  { topics, groups }: LagExporterSpec,
  { version }: Pick<Kafka, "version">,
  { trust, protocol }: Listener,
  credentials: Credentials,
): string[] {
  return [
    `--kafka.version=${versionOf(version)}`,
    ...(protocol.endsWith("SSL") ? ["--tls.enabled"] : []),
    ...(trust ? [`--tls.ca-file=/mnt/trust/${trust.key}`] : []),
    ...proof(credentials),
    `--web.listen-address=:${port}`,
    `--topic.filter=${topics.include}`,
    `--topic.exclude=${topics.exclude}`,
    `--group.filter=${groups.include}`,
    `--group.exclude=${groups.exclude}`,
  ];
}

/** A version as Sarama takes it: three numbers. MSK names series, as `3.9.x.kraft`. */
function versionOf(version: string): string {
  const [major = "0", minor = "0", patch = "0"] = version.split(".");
  return [major, minor, /^\d+$/.test(patch) ? patch : "0"].join(".");
}

function proof(credentials: Credentials): string[] {
  switch (credentials.authentication) {
    case "none":
      return [];
    case "tls": {
      const { certificate, privateKey } = credentials.certificate;
      return [`--tls.cert-file=/mnt/user/${certificate}`, `--tls.key-file=/mnt/user/${privateKey}`];
    }
    case "iam":
      return ["--sasl.enabled", "--sasl.mechanism=awsiam"];
    default:
      return [
        "--sasl.enabled",
        `--sasl.mechanism=${mechanisms[credentials.authentication]}`,
        `--sasl.username=${credentials.username ?? ""}`,
      ];
  }
}

const mechanisms = { "scram-sha-512": "scram-sha512", "scram-sha-256": "scram-sha256", plain: "plain" } as const;

/** It takes a password and no JAAS line. */
function withPasswordAlone(credentials: Credentials): Credentials {
  if (!("password" in credentials)) return credentials;
  const { authentication, secret, password, username } = credentials;
  return { authentication, secret, password, ...(username !== undefined && { username }) };
}
