import type { PodSettings } from "@streamform/core";
import { kafkaProcessUser } from "../../../../kafka/process-user.js";
import type { Flow } from "../../../../kubernetes/workload.js";
import { only } from "../../../../process/only.js";
import type { Folder, Given, Probe, Process, Program, Storage, Variable } from "../../../../process/process.js";
import type { DescribeCluster } from "../part.js";
import { firstController, folders, labelsOf, metricsPorts, nameOf, type Role } from "./names.js";

export type Part = Pick<DescribeCluster, "spec" | "exports" | "environment" | "uses">;

/** A broker, a controller or a server of ZooKeeper. */
export interface Server {
  readonly role: Role;
  /** Name for people. */
  readonly title: string;
  /** What the spec says of it. */
  readonly spec: PodSettings & Given & { readonly replicas: number };
  readonly storage: readonly Storage[];
  readonly flows: readonly Flow[];
  /** IAM role that the service account names. */
  readonly roleArn?: string | undefined;
  runs(): ServerRunning;
}

/** What differs between the pods of the roles. */
export interface ServerRunning {
  /** Start script among the files. */
  readonly start: string;
  readonly files: Readonly<Record<string, string | URL>>;
  readonly variables: Readonly<Record<string, Variable>>;
  readonly ports: Readonly<Record<string, number>>;
  readonly probes: { readonly startup: Probe; readonly liveness: Probe; readonly readiness: Probe };
  /** Command of bash that runs before the server is told to stop. */
  readonly beforeStop: string;
  /** Seconds that it then has. */
  readonly grace: number;
  readonly before?: readonly Program[];
  /** Folders besides those of every role. */
  readonly folders?: readonly Folder[];
}

/** Folder in memory for what a start makes. */
export const runFolder = { name: "run", path: folders.run, scratch: 16, inMemory: true } as const;

/** Name of the folder with the configuration. */
export const configuration = "configuration";

/** Seconds for one try of a probe. */
export const timeout = 5;

/** First of a role's turns to restart in; a pod has the one of its ordinal. There are 128 of them, so that no two pods share one. */
const firstTurn = { broker: 0, controller: 0, zookeeper: firstController + 10 };

export function serverProcess({ spec, exports, uses }: Part, server: Server): Process {
  const { role, title, storage, flows, roleArn } = server;
  const { replicas, cpu, cpuLimit, memory } = server.spec;
  const name = nameOf(exports, role);
  const metricsPort = metricsPorts[role];
  return {
    name,
    title,
    labels: labelsOf(exports, role),
    replicas,
    given: { cpu, cpuLimit, memory },
    // As many in one zone as in another where nodes allow it.
    spread: ["zone"],
    zones: spec.zones,
    isAlone: true,
    identity: { roleArn },
    storage,
    pods: server.spec,
    flows,
    metrics: { port: metricsPort, portName: "metrics", of: role },
    runs: () => {
      const { start, files, variables, ports, probes, beforeStop, grace, before = [], ...more } = server.runs();
      const trust = uses.certificates?.trust ?? { secret: name, key: "ca.crt" };
      return {
        user: kafkaProcessUser,
        before,
        program: {
          name: role,
          image: exports.image.name,
          command: ["bash", `${folders.configuration}/${start}`],
          environment: {
            POD_NAME: { own: "name" },
            CONFIG_DIR: folders.configuration,
            CERTIFICATE_DIR: folders.certificate,
            RUN_DIR: folders.run,
            LOOPBACK: "127.0.0.1",
            JMX_EXPORTER: exports.image.jmxExporter,
            METRICS_PORT: metricsPort,
            FIRST_TURN: firstTurn[role],
            TURN_SECONDS: 300,
            CHECK_SECONDS: 30,
            PATIENCE_SECONDS: 7 * 24 * 3600,
            ...variables,
          },
          ports: { ...ports, metrics: metricsPort },
          probes,
          beforeStop: ["bash", "-c", beforeStop],
        },
        grace,
        folders: [
          { name: configuration, path: folders.configuration, files },
          {
            name: "certificate",
            path: folders.certificate,
            secrets: [
              { secret: name, keys: only("tls.key", "tls.crt") },
              { secret: trust.secret, keys: { [trust.key]: "ca.crt" } },
            ],
          },
          runFolder,
          { name: "tmp", path: "/tmp", scratch: 256 },
          ...(more.folders ?? []),
        ],
      };
    },
  };
}
