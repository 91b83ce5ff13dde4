import { customResource, type KubernetesPart, text } from "@streamform/core";
import {
  type JobSpec,
  KubeConfigMap,
  KubeJob,
  KubeServiceAccount,
  Quantity,
  type Volume,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { administratorsWay, certificateClient, trustProperties } from "../../kafka/certificate-client.js";
import { kafkaScript } from "../../kafka/script.js";
import { failsFor, hashOf, toolsImage, toolsUser } from "../../kafka/tools-job.js";
import { containerSecurity } from "../../kubernetes/pod-security.js";
import { passwordOf, withPassword } from "./passwords.js";
import { registryOf } from "./registry.js";
import type { Users, usersSpec } from "./spec.js";
import { usersFile } from "./users-file.js";
import type { uses } from "./uses.js";

type Part = KubernetesPart<typeof usersSpec, typeof uses>;

const serviceAccount = "users";
const files = "/etc/streamform/files";
const passwords = "/etc/streamform/passwords";

/** What the Job's pod asks for: cores and MiB. */
export const compute = { cpu: 0.1, memory: 768 } as const;

/** Users without an operator: a Secret with the credentials of each, and the Job that brings them to the brokers. */
export function job(part: Part): void {
  const { chart, spec, uses, environment, selector, env, asset } = part;
  const { kafka } = uses;
  const way = administratorsWay(kafka);
  const scram = kafka.listeners.find(({ name }) => name === "scram");
  if (!way) throw new Error("no administrator can log in to make users");
  credentials(part);

  const client = certificateClient(way.listener, way.certificate);
  const hasPasswords = withPassword(spec).length > 0;
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
    "users.tsv": usersFile(spec),
  };
  const jobSpec = (filesMap: string): JobSpec => ({
    backoffLimit: 6,
    activeDeadlineSeconds: 3600,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: { rules: [failsFor("apply-users")] },
    template: {
      metadata: { labels: { ...selector } },
      spec: {
        serviceAccountName: serviceAccount,
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
              { name: "REGISTRY_TOPIC", value: registryOf(environment) },
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
          ...(hasPasswords ? [passwordsVolume(spec)] : []),
          ...client.volumes,
          { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("64Mi") } },
        ],
      },
    },
  });
  const brought = withPassword(spec).map((name) => spec[name]?.password ?? null);
  const name = `users-${hashOf([data, brought, way.listener.bootstrapServers, jobSpec("")])}`;
  new KubeServiceAccount(chart, "service-account", {
    metadata: { name: serviceAccount },
    automountServiceAccountToken: false,
  });
  new KubeConfigMap(chart, "files", { metadata: { name }, immutable: true, data });
  new KubeJob(chart, "job", { metadata: { name }, spec: jobSpec(name) });
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

/** The Secret of each user, with the keys that Strimzi's has; a certificate's are cert-manager's. */
function credentials({ chart, spec, environment, secret, uses: { certificates } }: Part): void {
  for (const [name, user] of Object.entries(spec)) {
    if (user.authentication === "scram-sha-512") {
      const password = passwordOf(environment.name, name, user);
      secret(name, {
        username: name,
        password,
        "sasl.jaas.config": text`org.apache.kafka.common.security.scram.ScramLoginModule required username="${name}" password="${password}";`,
      });
    } else if (certificates) {
      customResource(chart, {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name: `user-${name}` },
        spec: {
          secretName: name,
          commonName: name,
          usages: ["digital signature", "client auth"],
          duration: certificates.duration,
          renewBefore: certificates.renewBefore,
          privateKey: { algorithm: "ECDSA", encoding: "PKCS8", size: 256, rotationPolicy: "Always" },
          issuerRef: { ...certificates.issuer },
        },
      });
    }
  }
}
