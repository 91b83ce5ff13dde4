import type { Container, JobSpec, Volume, VolumeMount } from "cdk8s-plus-29/lib/imports/k8s.js";
import { Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { CertificateClient } from "../../../kafka/certificate-client.js";
import { containerSecurity } from "../../../kubernetes/pod-security.js";
import { cpuQuantity, sizeQuantity } from "../../../kubernetes/quantity.js";
import { kafkaUser } from "../../../versions/strimzi.js";
import { backupName } from "./names.js";

/** Folders of both containers: scripts and settings, the backup, and whatever their programs leave. */
const files = "/etc/streamform/files";
const folder = "/backup";

/** What a pod asks for; its containers run one after the other. CPU in cores, memory in MiB. */
export const compute = { cpu: 0.1, memory: 512 } as const;
/** What the AWS command line asks for. */
const awsMemory = 256;

/**
 * Exit codes after which trying again cannot help: wrong input, a damaged backup or what a person has to mend, and a command that the image
 * lacks or may not run.
 */
const lasting = [2, 3, 126, 127];

interface Run {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Container["env"];
}

/** A Job of two containers: the first leaves a folder, the second takes it on. */
export interface TwoSteps {
  /** Name of the ConfigMap with the scripts, and a hash of its content. */
  readonly configMap: string;
  readonly hash: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: CertificateClient;
  readonly first: Run;
  readonly second: Run;
  readonly retries: number;
}

export function jobOf({ configMap, hash, labels, client, first, second, retries }: TwoSteps): JobSpec {
  const volumes: Volume[] = [
    { name: "files", configMap: { name: configMap, defaultMode: 0o444 } },
    { name: "backup", emptyDir: { sizeLimit: Quantity.fromString("256Mi") } },
    { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("512Mi") } },
    ...client.volumes,
  ];
  return {
    backoffLimit: retries,
    activeDeadlineSeconds: 3600,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: { rules: [first, second].map(({ name }) => failsFor(name)) },
    template: {
      metadata: { labels, annotations: { "checksum/files": hash } },
      spec: {
        serviceAccountName: backupName,
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        securityContext: {
          runAsNonRoot: true,
          runAsUser: kafkaUser.uid,
          runAsGroup: kafkaUser.gid,
          fsGroup: kafkaUser.uid,
          seccompProfile: { type: "RuntimeDefault" },
        },
        initContainers: [container(first, client)],
        containers: [container(second, client)],
        volumes,
      },
    },
  };
}

function container({ name, image, command, env = [] }: Run, client: CertificateClient): Container {
  const isKafka = env.some((variable) => variable.name === "KAFKA_BOOTSTRAP_SERVERS");
  const memory = Quantity.fromString(sizeQuantity(isKafka ? compute.memory : awsMemory));
  const mounts: VolumeMount[] = [
    { name: "files", mountPath: files, readOnly: true },
    { name: "backup", mountPath: folder },
    { name: "tmp", mountPath: "/tmp" },
    // A key to Kafka has nothing to do beside the AWS command line.
    ...(isKafka ? client.volumeMounts : []),
  ];
  return {
    name,
    image,
    imagePullPolicy: "IfNotPresent",
    command: [...command],
    env,
    resources: { requests: { cpu: Quantity.fromString(cpuQuantity(compute.cpu)), memory }, limits: { memory } },
    securityContext: containerSecurity,
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: mounts,
  };
}

/** The command that runs a script of the ConfigMap. */
export function bash(script: string, ...parameters: readonly string[]): readonly string[] {
  return ["bash", `${files}/${script}`, ...parameters];
}

/** What the scripts that talk to Kafka are told. */
export function kafkaVariables(
  bootstrapServers: { readonly name: string },
  cluster: string,
  properties: string,
): NonNullable<Container["env"]> {
  return [
    bootstrapServers,
    { name: "KAFKA_CLIENT_CONFIG", value: `${files}/${properties}` },
    { name: "KAFKA_CLUSTER", value: cluster },
    { name: "KAFKA_HEAP_OPTS", value: "-Xms64m -Xmx256m" },
    { name: "LOG_DIR", value: "/tmp/logs" },
    { name: "BACKUP_FOLDER", value: folder },
  ];
}

/** What the scripts that talk to S3 are told. */
export function awsVariables(target: { readonly region: string; readonly url: string }): NonNullable<Container["env"]> {
  return [
    { name: "AWS_REGION", value: target.region },
    { name: "BACKUP_FOLDER", value: folder },
    { name: "BACKUP_TARGET", value: target.url },
    { name: "HOME", value: "/tmp" },
  ];
}

function failsFor(containerName: string) {
  return { action: "FailJob", onExitCodes: { containerName, operator: "In", values: lasting } };
}
