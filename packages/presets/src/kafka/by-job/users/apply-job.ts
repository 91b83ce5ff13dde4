import { contentName, type KubernetesPart } from "@streamform/core";
import {
  type JobSpec,
  KubeConfigMap,
  KubeJob,
  KubeServiceAccount,
  Quantity,
  type Volume,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { administratorsWay, certificateClient, trustProperties } from "../../certificate-client.js";
import type { KafkaFacts } from "../../facts.js";
import { kafkaScript } from "../../script.js";
import { failsFor, toolsImage, toolsUser } from "../../tools-job.js";
import { containerSecurity } from "../../../kubernetes/pod-security.js";
import type { Workload } from "../../../kubernetes/workload.js";
import { withPassword } from "./passwords.js";
import type { Users } from "../../../components/clients/users/spec.js";
import { usersFile } from "./users-file.js";

export type ApplyPart = Pick<KubernetesPart, "chart" | "env" | "asset"> & {
  readonly uses: { readonly kafka: KafkaFacts };
};

export interface Apply {
  /** What the names of its objects begin with. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly users: Users;
  /** Topic in which it remembers what it may delete; empty where it deletes nothing. */
  readonly registry: string;
}

const files = "/etc/streamform/files";
const passwords = "/etc/streamform/passwords";

/** What the Job's pod asks for: cores and MiB. */
const compute = { cpu: 0.1, memory: 768 } as const;

/** The Job that brings users to the brokers, as an administrator. */
export function applyUsers(
  { chart, env, asset, uses: { kafka } }: ApplyPart,
  { name: prefix, labels, users, registry }: Apply,
): void {
  const way = administratorsWay(kafka);
  const scram = kafka.listeners.find(({ name }) => name === "scram");
  if (!way) throw new Error("no administrator can log in to create users");

  const client = certificateClient(way.listener, way.certificate);
  const hasPasswords = withPassword(users).length > 0;
  const data = {
    "apply-users.sh": kafkaScript(new URL("./templates/apply-users.sh", import.meta.url), asset),
    "client.properties": client.properties,
    ...(scram && hasPasswords
      ? {
          "login.properties": [`security.protocol=${scram.protocol}`, ...trustProperties(scram.trust)]
            .map((line) => `${line}\n`)
            .join(""),
        }
      : {}),
    "users.tsv": usersFile(users),
  };
  const jobSpec = (filesMap: string): JobSpec => ({
    backoffLimit: 6,
    activeDeadlineSeconds: 3600,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: { rules: [failsFor("apply-users")] },
    template: {
      metadata: { labels: { ...labels } },
      spec: {
        serviceAccountName: prefix,
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        securityContext: { runAsNonRoot: true, ...toolsUser(kafka), seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            name: "apply-users",
            image: toolsImage(kafka),
            imagePullPolicy: "IfNotPresent",
            command: ["bash", `${files}/apply-users.sh`],
            env: [
              env("KAFKA_BOOTSTRAP_SERVERS", way.listener.bootstrapServers),
              { name: "KAFKA_CLIENT_CONFIG", value: `${files}/client.properties` },
              ...(scram && hasPasswords
                ? [
                    env("LOGIN_BOOTSTRAP_SERVERS", scram.bootstrapServers),
                    { name: "LOGIN_CLIENT_CONFIG", value: `${files}/login.properties` },
                    { name: "PASSWORDS_DIR", value: passwords },
                  ]
                : []),
              { name: "USERS_FILE", value: `${files}/users.tsv` },
              { name: "REGISTRY_TOPIC", value: registry },
              { name: "KAFKA_HEAP_OPTS", value: "-Xms64m -Xmx256m" },
              { name: "LOG_DIR", value: "/tmp/logs" },
            ],
            resources: {
              requests: {
                cpu: Quantity.fromString(`${compute.cpu * 1000}m`),
                memory: Quantity.fromString(`${compute.memory}Mi`),
              },
              limits: { memory: Quantity.fromString(`${compute.memory}Mi`) },
            },
            securityContext: containerSecurity,
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "FallbackToLogsOnError",
            volumeMounts: [
              { name: "files", mountPath: files, readOnly: true },
              ...(hasPasswords ? [{ name: "passwords", mountPath: passwords, readOnly: true }] : []),
              ...client.volumeMounts,
              { name: "tmp", mountPath: "/tmp" },
            ],
          },
        ],
        volumes: [
          { name: "files", configMap: { name: filesMap, defaultMode: 0o444 } },
          ...(hasPasswords ? [passwordsVolume(users)] : []),
          ...client.volumes,
          { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("64Mi") } },
        ],
      },
    },
  });
  const brought = withPassword(users).map((name) => users[name]?.password ?? null);
  const name = contentName(chart, prefix, [data, brought, way.listener.bootstrapServers, jobSpec("")]);
  new KubeServiceAccount(chart, `${prefix}-service-account`, {
    metadata: { name: prefix },
    automountServiceAccountToken: false,
  });
  new KubeConfigMap(chart, `${prefix}-files`, { metadata: { name }, immutable: true, data });
  new KubeJob(chart, `${prefix}-job`, { metadata: { name }, spec: jobSpec(name) });
}

/** One file a user, named after it. */
function passwordsVolume(users: Users): Volume {
  return {
    name: "passwords",
    projected: {
      defaultMode: 0o440,
      sources: withPassword(users).map((name) => ({ secret: { name, items: [{ key: "password", path: name }] } })),
    },
  };
}

/** The Job's pod; nobody connects to it. */
export function applyWorkload(name: string, labels: Readonly<Record<string, string>>): Workload {
  return {
    name,
    labels,
    replicas: 1,
    requests: compute,
    limits: { memory: compute.memory },
    storage: 0,
    flows: [],
  };
}
