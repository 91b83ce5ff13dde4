import type { DescribePart } from "@streamform/core";
import { listenerFor } from "../../../kafka/credentials.js";
import { iamLibrary } from "../../../kafka/iam/library.js";
import { jvmOf } from "../../../kafka/jvm.js";
import { clientLogin } from "../../../kafka/login.js";
import type { Peer } from "../../../kubernetes/workload.js";
import type { Process, Running } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import { imageName } from "../../../versions/image-name.js";
import { labelsOf, metricsPort, metricsPortName, name, port } from "./names.js";
import { propertiesOf, variables } from "./properties.js";
import type { schemaRegistrySpec } from "./spec.js";
import type { uses } from "./uses.js";

const files = "/etc/streamform/files";
const scripts = { start: "start-schema-registry.sh", probe: "is-healthy.sh" } as const;
const propertiesFile = "schema-registry.properties";
const metrics = { port: metricsPort, portName: metricsPortName, of: "schema-registry" } as const;

const answers = { port: "http", every: 10, timeout: 5 } as const;

type Part = DescribePart<typeof schemaRegistrySpec, typeof uses>;

/** Confluent's Schema Registry. */
export function registryProcess(part: Pick<Part, "spec" | "environment" | "uses">): Process {
  const { spec, environment, uses } = part;
  const labels = labelsOf(environment.name);
  const clients = Object.values(spec.clients).map(
    (client): Peer =>
      Object.keys(client.labels).length === 0
        ? { namespace: client.namespace }
        : { labels: client.labels, ...(client.namespace !== undefined && { namespace: client.namespace }) },
  );
  // Converters of connectors ask it.
  const connect: Peer[] = uses.kafkaConnect ? [{ labels: uses.kafkaConnect.workers }] : [];
  return {
    name,
    title: "schema registry",
    labels,
    replicas: spec.replicas,
    given: { cpu: spec.cpu, memory: spec.memory },
    pods: spec,
    spread: ["zone", "host"],
    flows: [
      {
        port,
        what: "schemas, for clients and for pods that are not the leader",
        from: [{ labels }, ...connect, ...clients],
      },
    ],
    metrics,
    runs: () => running(part),
  };
}

function running({ spec, uses: { kafka, topics, users, versions } }: Pick<Part, "spec" | "uses">): Running | undefined {
  const credentials = users.credentials[spec.user];
  const listener = credentials && listenerFor(kafka, credentials);
  if (!listener) return undefined; // SF2884 and SF2885 say so
  const login = clientLogin(listener, credentials);
  const { schemaRegistry } = versions.images;
  const image = spec.image ?? imageName(schemaRegistry);
  const library = iamLibrary(credentials.authentication, { ...kafka.programs, image }, files);
  const factor = topics.byName[spec.topic]?.replicationFactor ?? kafka.defaults.replicationFactor;
  const jvm = jvmOf(files, { programs: schemaRegistry, heap: spec.heap, metrics, prefix: "SCHEMA_REGISTRY" });
  return {
    user: { ...schemaRegistry.user, filesGid: schemaRegistry.user.gid },
    before: library.before,
    program: {
      name,
      image,
      command: ["bash", `${files}/${scripts.start}`],
      environment: {
        [variables.address]: { own: "address" },
        [variables.bootstrapServers]: listener.bootstrapServers,
        FILES: files,
        ...jvm.environment,
        PORT: port,
        READ_AT_START: login.files.join(" "),
        ...library.environment,
      },
      ports: { http: port, [metricsPortName]: metricsPort },
      probes: {
        // It answers once it has read the whole topic, and ends where it finds no brokers within a minute: a new cluster takes several.
        startup: { ...answers, http: "/", tries: 90 },
        readiness: { ...answers, http: "/config", tries: 3 },
        liveness: { command: ["bash", `${files}/${scripts.probe}`], every: 30, timeout: 5, tries: 5 },
      },
      // A client that still knows the pod by its Service gets its answer.
      beforeStop: ["sleep", "5"],
    },
    grace: 60,
    folders: [
      {
        name: "files",
        path: files,
        files: {
          ...templates(import.meta.url, ...Object.values(scripts)),
          [propertiesFile]: propertiesOf(spec, login, factor),
          ...jvm.files,
          ...library.files,
        },
      },
      ...login.folders,
      ...library.folders,
      { name: "tmp", path: "/tmp", scratch: 256 },
    ],
  };
}
