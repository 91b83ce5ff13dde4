<<<<<<< HEAD
import { deployment } from "../../../process/kubernetes/deployment.js";
import type { RunMirror } from "../../behaviour/mirror.js";
import { labelsOf, mirrorProcess } from "./process.js";
=======
import type { End, Flow } from "../../../components/clients/mirror/flow.js";
import { metricsEndpoint, metricsFile } from "../../../components/clients/mirror/metrics.js";
import { deployment } from "../../../process/kubernetes/deployment.js";
import { only } from "../../../process/only.js";
import type { Folder, Running } from "../../../process/process.js";
import type { MirrorKubernetes, RunMirror } from "../../behaviour/mirror.js";
import type { Programs } from "../../facts.js";
import { loggingOf } from "../../logging.js";
import { exporterRules } from "../../metrics/rules.js";
import { kafkaProcessUser } from "../../process-user.js";
import { folderOf, propertiesOf } from "./properties.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-mirror.sh", probe: "is-well.sh" } as const;

/** A mirror as a Deployment of one pod, which Kafka's own connect-mirror-maker.sh runs in. */
function deployedMirror(part: MirrorKubernetes, flow: Flow): void {
  const { name, settings } = flow;
  const process = {
    name,
    labels: deployedLabels(part.selector, name),
    given: { cpu: settings.cpu, memory: settings.memory },
    runs: () => runningWith(flow, part.uses.kafka.programs),
  };
  // Two at a time would be two members of one group, and each would mirror half until the other has gone.
  deployment(part, process, { strategy: "recreate" });
}

function runningWith(flow: Flow, { image, kafka, jmxExporter }: Programs): Running {
  const { heap } = flow.settings;
  const logging = loggingOf(kafka);
  const secrets = [...secretsOf("source", flow.source), ...secretsOf("target", flow.target)];
  return {
    user: kafkaProcessUser,
    grace: 60,
    program: {
      name: "mirror-maker",
      image,
      command: ["bash", `${files}/${scripts.start}`],
      environment: {
        FILES: files,
        TARGET: flow.target.alias,
        JMX_EXPORTER: jmxExporter,
        METRICS_PORT: metricsEndpoint.port,
        METRICS_FILE: metricsFile,
        KAFKA_HEAP_OPTS: `-Xms${heap}m -Xmx${heap}m`,
        KAFKA_LOG4J_OPTS: `${logging.option}${files}/${logging.file}`,
        LOG_DIR: "/tmp",
        READ_AT_START: secrets.flatMap(({ path, read }) => read.map((file) => `${path}/${file}`)).join(" "),
      },
      ports: { [metricsEndpoint.portName]: metricsEndpoint.port },
      probes: {
        readiness: { http: "/metrics", port: metricsEndpoint.portName, delay: 10, every: 10, timeout: 10, tries: 3 },
        // MirrorMaker by itself has nobody who would start a failed task again, as Strimzi's operator does.
        liveness: { command: ["bash", `${files}/${scripts.probe}`], delay: 60, every: 30, timeout: 10, tries: 5 },
      },
    },
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
        },
      },
      ...secrets.map(({ read: _, ...folder }): Folder => folder),
      { name: "tmp", path: "/tmp", scratch: 256 },
    ],
  };
}

/** Labels of the pod, which never change. */
function deployedLabels(selector: Readonly<Record<string, string>>, name: string) {
  return { ...selector, "app.kubernetes.io/component": name };
}

/** Secrets of an end, each in a folder, and the files of it that MirrorMaker reads when it starts. */
function secretsOf(role: "source" | "target", { tls, trust, certificate, scram }: End) {
  const folder = (what: "trust" | "certificate" | "password", secret: string, keys: readonly string[]) => ({
    name: `${role}-${what}`,
    path: folderOf(role, what),
    secrets: [{ secret, keys: only(...keys) }],
    read: keys.slice(0, 1),
  });
  return [
    ...(tls && trust ? [folder("trust", trust.secret, [trust.key])] : []),
    ...(certificate
      ? [folder("certificate", certificate.secret, [certificate.certificate, certificate.privateKey])]
      : []),
    ...(scram ? [folder("password", scram.password.secret, [scram.password.key])] : []),
  ];
}
>>>>>>> main

/** MirrorMaker 2 as a Deployment. */
export const mirrorByDeployment: RunMirror = {
  kubernetes: (part, flow) => {
    // Two at a time would be two members of one group, and each would mirror half until the other has gone.
    deployment(part, mirrorProcess(part.environment, part.uses.kafka, flow), { strategy: "recreate" });
  },
  pod: ({ environment }, name) => ({ labels: labelsOf(environment, name), flows: [] }),
  logs: (name) => `logs deployment/${name} --tail=50`,
};
