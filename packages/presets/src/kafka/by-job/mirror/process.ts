import { type EnvironmentInfo, isDeferred } from "@streamform/core";
import type { MirrorFlow } from "../../../components/clients/mirror/flow.js";
import { metricsEndpoint } from "../../../components/clients/mirror/metrics.js";
import type { Process } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import type { KafkaFacts } from "../../facts.js";
import { iamLibrary } from "../../iam/library.js";
import { jvmOf } from "../../jvm.js";
import { clientLogin, serversVariable } from "../../login.js";
import { kafkaProcessUser } from "../../process-user.js";
import { propertiesOf } from "./properties.js";

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
export function mirrorProcess(
  environment: Pick<EnvironmentInfo, "name">,
  kafka: KafkaFacts,
  flow: MirrorFlow,
): Process {
  const { programs } = kafka;
  const { name, settings, source, target } = flow;
  const ends = Object.entries({ source, target });
  return {
    name,
    labels: labelsOf(environment, name),
    given: { cpu: settings.cpu, memory: settings.memory },
    metrics: metricsEndpoint,
    runs: () => {
      const jvm = jvmOf(files, { programs, heap: settings.heap, metrics: metricsEndpoint });
      const logins = ends.map(([end, { listener, credentials }]) => clientLogin(listener, credentials, end));
      const isIam = ends.some(([, { credentials }]) => credentials.authentication === "iam");
      const library = iamLibrary(isIam ? "iam" : "none", programs, files);
      const servers = ends.map(([, { listener }]) => listener.bootstrapServers).find(isDeferred);
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
            READ_AT_START: logins.flatMap((login) => login.files).join(" "),
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
          ...logins.flatMap(({ folders }) => folders),
          ...library.folders,
          { name: "tmp", path: "/tmp", scratch: 256 },
        ],
      };
    },
  };
}
