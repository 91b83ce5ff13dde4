import type { EnvironmentInfo } from "@streamform/core";
import type { End, Flow } from "../../../components/clients/mirror/flow.js";
import { metricsEndpoint, metricsFile } from "../../../components/clients/mirror/metrics.js";
import { only } from "../../../process/only.js";
import type { Process, SecretFiles } from "../../../process/process.js";
import type { KafkaFacts } from "../../facts.js";
import { iamLibrary } from "../../iam/library.js";
import { loggingOf } from "../../logging.js";
import { serversVariable } from "../../login.js";
import { exporterRules } from "../../metrics/rules.js";
import { kafkaProcessUser } from "../../process-user.js";
import { folderOf, propertiesOf } from "./properties.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-mirror.sh", probe: "is-healthy.sh" } as const;

/** Labels of the pod, which never change. */
export function labelsOf({ name: environment }: Pick<EnvironmentInfo, "name">, name: string) {
  return {
    "app.kubernetes.io/name": "mirror",
    "app.kubernetes.io/part-of": environment,
    "app.kubernetes.io/component": name,
  };
}

/** A mirror, which Kafka's own connect-mirror-maker.sh runs in. */
export function mirrorProcess(environment: Pick<EnvironmentInfo, "name">, kafka: KafkaFacts, flow: Flow): Process {
  const { programs } = kafka;
  const { name, settings, source, target } = flow;
  const logging = loggingOf(programs.kafka);
  const secrets = [...secretsOf("source", source), ...secretsOf("target", target)];
  return {
    name,
    labels: labelsOf(environment, name),
    given: { cpu: settings.cpu, memory: settings.memory },
    metrics: metricsEndpoint,
    runs: () => {
      const library = iamLibrary(source.iam || target.iam ? "iam" : "none", programs, files);
      const servers = source.deferredServers ?? target.deferredServers;
      return {
        user: kafkaProcessUser,
        before: library.before,
        program: {
          name: "mirror-maker",
          image: programs.image,
          command: ["bash", `${files}/${scripts.start}`],
          environment: {
            FILES: files,
            TARGET: target.alias,
            ...(servers ? { [serversVariable]: servers } : {}),
            JMX_EXPORTER: programs.jmxExporter,
            METRICS_PORT: metricsEndpoint.port,
            METRICS_FILE: metricsFile,
            KAFKA_HEAP_OPTS: `-Xms${settings.heap}m -Xmx${settings.heap}m`,
            KAFKA_LOG4J_OPTS: `${logging.option}${files}/${logging.file}`,
            LOG_DIR: "/tmp",
            READ_AT_START: secrets.flatMap(({ read }) => read).join(" "),
            ...library.environment,
          },
          ports: { [metricsEndpoint.portName]: metricsEndpoint.port },
          probes: {
            readiness: {
              http: "/metrics",
              port: metricsEndpoint.portName,
              delay: 10,
              every: 10,
              timeout: 10,
              tries: 3,
            },
            // MirrorMaker by itself has nobody who would start a failed task again, as Strimzi's operator does.
            liveness: { command: ["bash", `${files}/${scripts.probe}`], delay: 60, every: 30, timeout: 10, tries: 5 },
          },
        },
        grace: 60,
        folders: [
          {
            name: "files",
            path: files,
            files: {
              ...Object.fromEntries(
                Object.values(scripts).map((file) => [file, new URL(`./templates/${file}`, import.meta.url)]),
              ),
              "mirror.properties": propertiesOf(flow),
              [metricsFile]: `${JSON.stringify(exporterRules("mirror-maker"), null, 2)}\n`,
              [logging.file]: logging.text,
              ...library.files,
            },
          },
          ...secrets.map(({ read: _, ...folder }) => folder),
          ...library.folders,
          { name: "tmp", path: "/tmp", scratch: 256 },
        ],
      };
    },
  };
}

/** Secrets of an end as folders, and the files of them that MirrorMaker reads when it starts. */
function secretsOf(role: "source" | "target", end: End) {
  const mounted = (what: "trust" | "certificate" | "password", secret: SecretFiles, key: string) => ({
    name: `${role}-${what}`,
    path: folderOf(role, what),
    secrets: [secret],
    read: [`${folderOf(role, what)}/${key}`],
  });
  const { trust, certificate, scram } = end;
  return [
    ...(end.tls && trust ? [mounted("trust", { secret: trust.secret, keys: only(trust.key) }, trust.key)] : []),
    ...(certificate ? [mounted("certificate", { secret: certificate.secret }, certificate.certificate)] : []),
    ...(scram ? [mounted("password", { secret: scram.password.secret }, scram.password.key)] : []),
  ];
}
