import { isDeferred } from "@streamform/core";
import { mountedSecrets } from "../../../components/clients/kafka-connect/connectors.js";
import { metricsEndpoint, name, restPort, restPortName } from "../../../components/clients/kafka-connect/names.js";
import type { Process } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import type { ConnectDescribed } from "../../behaviour/connect.js";
import { iamLibrary } from "../../iam/library.js";
import { jvmOf } from "../../jvm.js";
import { clientLogin, serversVariable, type UserLogin } from "../../login.js";
import { kafkaProcessUser } from "../../process-user.js";
import { jobLabels, workerLabels } from "./names.js";
import { addressVariable, propertiesOf } from "./properties.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-connect.sh", probe: "is-healthy.sh" } as const;

// The root of the REST API answers without the group: a rebalance takes no worker out of service.
const answers = { http: "/", port: restPortName, every: 10, timeout: 10 } as const;

/**
 * Workers of Connect, which Kafka's own connect-distributed.sh runs in. They hand requests on to each other; besides, only the Job of the connectors
 * has any to make.
 */
export function workers({ spec, environment, uses: { kafka } }: ConnectDescribed, login?: UserLogin): Process {
  const labels = workerLabels(environment);
  const { programs } = kafka;
  return {
    name,
    title: "connect workers",
    labels,
    replicas: spec.replicas,
    given: { cpu: spec.cpu, memory: spec.memory },
    spread: ["zone"],
    flows: [
      {
        port: restPort,
        what: "connectors, from their Job and between workers",
        from: [{ labels }, { labels: jobLabels(environment) }],
      },
    ],
    metrics: metricsEndpoint,
    runs: () => {
      if (!login) return undefined; // SF2975 says so
      const jvm = jvmOf(files, { programs, heap: spec.heap, metrics: metricsEndpoint });
      const image = spec.image ?? programs.image;
      const { folders } = clientLogin(login.listener, login.credentials);
      const secrets = [...folders, ...mountedSecrets(spec.connectors)];
      const library = iamLibrary(login.credentials.authentication, programs, files);
      const { bootstrapServers } = login.listener;
      return {
        user: kafkaProcessUser,
        before: library.before,
        program: {
          name: "worker",
          image,
          command: ["bash", `${files}/${scripts.start}`],
          environment: {
            FILES: files,
            [addressVariable]: { own: "address" },
            ...(isDeferred(bootstrapServers) ? { [serversVariable]: bootstrapServers } : {}),
            REST_PORT: restPort,
            SECRETS: secrets.map(({ path }) => path).join(" "),
            SEEN: "/tmp/secrets.sha256",
            ...jvm.environment,
            ...library.environment,
          },
          ports: { [restPortName]: restPort, [metricsEndpoint.portName]: metricsEndpoint.port },
          probes: {
            startup: { ...answers, tries: 30 },
            readiness: { ...answers, tries: 3 },
            liveness: { command: ["bash", `${files}/${scripts.probe}`], every: 30, timeout: 10, tries: 5 },
          },
        },
        grace: 60,
        folders: [
          {
            name: "files",
            path: files,
            files: {
              ...templates(import.meta.url, ...Object.values(scripts)),
              "connect.properties": propertiesOf(spec, login),
              ...jvm.files,
              ...library.files,
            },
          },
          ...secrets,
          ...library.folders,
          { name: "tmp", path: "/tmp", scratch: 256 },
        ],
      };
    },
  };
}
