import type { EnvironmentInfo } from "@streamform/core";
import type { End, Flow } from "../../../components/clients/mirror/flow.js";
import { metricsEndpoint } from "../../../components/clients/mirror/metrics.js";
import { only } from "../../../process/only.js";
import type { Process, SecretFiles } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import type { KafkaFacts } from "../../facts.js";
import { iamLibrary } from "../../iam/library.js";
import { jvmOf } from "../../jvm.js";
import { serversVariable } from "../../login.js";
import { kafkaProcessUser } from "../../process-user.js";
import { folderOf, propertiesOf } from "./properties.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-mirror.sh", probe: "is-well.sh" } as const;

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
  const secrets = [...secretsOf("source", source), ...secretsOf("target", target)];
  return {
    name,
    labels: labelsOf(environment, name),
    given: { cpu: settings.cpu, memory: settings.memory },
    metrics: metricsEndpoint,
    runs: () => {
      const jvm = jvmOf(files, { programs, heap: settings.heap, metrics: metricsEndpoint });
      const library = iamLibrary(source.iam || target.iam ? "iam" : "none", programs.image, files);
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
            ...jvm.environment,
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
              ...templates(import.meta.url, ...Object.values(scripts)),
              "mirror.properties": propertiesOf(flow),
              ...jvm.files,
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
