import { createHash } from "node:crypto";
import type { KubernetesPart } from "@streamform/core";
import {
  type JobSpec,
  KubeConfigMap,
  KubeJob,
  KubeServiceAccount,
  type PodFailurePolicyRule,
  Quantity,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { kafkaToolsFor } from "../../versions/versions.js";
import { clientConfig } from "./client-config.js";
import { desiredState } from "./desired-state.js";
import { fetchesLibrary, libraryContainer, libraryMount, libraryVariable, libraryVolume } from "./iam-library.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Uses = typeof uses;

/** The Job's name in the cluster and, by its role, in AWS. */
export const serviceAccount = "topics";

/** Where the files of the Job's ConfigMap and Secret are mounted. */
const folder = "/etc/streamform";

/**
 * Exit codes after which trying again cannot help: wrong input, what cannot be altered or is another file than expected, and a command that the
 * image lacks or may not run. The others may pass: brokers come back, and a new user or role is known to them only minutes later.
 */
const lasting = [2, 3, 126, 127];

export function kubernetes({
  chart,
  spec,
  uses,
  environment,
  selector,
  env,
  secret,
  asset,
}: KubernetesPart<typeof topicsSpec, Uses>): void {
  const { kafka, topicsJob } = uses;
  const settings = topicsJob?.settings;
  const listener = listenerOf(uses);
  const image = settings?.image ?? imageFor(kafka.version);
  const fetches = listener.name === "iam" && fetchesLibrary(settings);
  const scripts = {
    "apply-topics.sh": asset(new URL("./templates/apply-topics.sh", import.meta.url)),
    ...(fetches ? { "fetch-iam-library.sh": asset(new URL("./templates/fetch-iam-library.sh", import.meta.url)) } : {}),
  };
  const topics = desiredState(spec, kafka);
  const credentials = "topics-client";
  const filesMount = { name: "files", mountPath: `${folder}/files` };
  const common = {
    image,
    imagePullPolicy: "IfNotPresent",
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  };
  const jobSpec = (files: string): JobSpec => ({
    backoffLimit: 6,
    activeDeadlineSeconds: 3600,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: { rules: [...(fetches ? [failsFor("fetch-iam-library")] : []), failsFor("apply-topics")] },
    template: {
      metadata: { labels: { ...selector } },
      spec: {
        serviceAccountName: serviceAccount,
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 1000,
          runAsGroup: 1000,
          fsGroup: 1000,
          seccompProfile: { type: "RuntimeDefault" },
        },
        ...(fetches ? { initContainers: [libraryContainer(common, filesMount, settings)] } : {}),
        containers: [
          {
            ...common,
            name: "apply-topics",
            command: ["bash", `${folder}/files/apply-topics.sh`],
            env: [
              env("KAFKA_BOOTSTRAP_SERVERS", listener.bootstrapServers),
              { name: "KAFKA_CLIENT_CONFIG", value: `${folder}/client/client.properties` },
              { name: "TOPICS_FILE", value: `${folder}/files/topics.tsv` },
              { name: "REGISTRY_TOPIC", value: registryOf(environment) },
              { name: "KAFKA_HEAP_OPTS", value: "-Xms64m -Xmx256m" },
              { name: "LOG_DIR", value: "/tmp/logs" },
              ...(fetches ? [libraryVariable] : []),
            ],
            resources: {
              requests: { cpu: Quantity.fromString("100m"), memory: Quantity.fromString("512Mi") },
              limits: { memory: Quantity.fromString("768Mi") },
            },
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "FallbackToLogsOnError",
            volumeMounts: [
              { ...filesMount, readOnly: true },
              { name: "client", mountPath: `${folder}/client`, readOnly: true },
              { name: "tmp", mountPath: "/tmp" },
              ...(fetches ? [libraryMount] : []),
            ],
          },
        ],
        volumes: [
          { name: "files", configMap: { name: files, defaultMode: 0o444 } },
          { name: "client", secret: { secretName: credentials, defaultMode: 0o440 } },
          { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("64Mi") } },
          ...(fetches ? [{ name: libraryVolume, emptyDir: { sizeLimit: Quantity.fromString("64Mi") } }] : []),
        ],
      },
    },
  });
  // A Job cannot be changed: whatever it is and depends on is in its name, so that a change is a new Job.
  const client = clientConfig(listener, kafka.admin);
  const name = `topics-${hashOf([scripts, topics, client, listener.bootstrapServers, settings?.roleArn, jobSpec("")])}`;

  new KubeServiceAccount(chart, "service-account", {
    metadata: {
      name: serviceAccount,
      ...(listener.name === "iam" && settings?.roleArn !== undefined
        ? { annotations: { "eks.amazonaws.com/role-arn": settings.roleArn } }
        : {}),
    },
    automountServiceAccountToken: false,
  });
  new KubeConfigMap(chart, "files", {
    metadata: { name },
    immutable: true,
    data: { ...scripts, "topics.tsv": topics },
  });
  secret(credentials, { "client.properties": client });
  new KubeJob(chart, "job", { metadata: { name }, spec: jobSpec(name) });
}

/** The release of apache/kafka whose tools suit the brokers. */
function imageFor(kafkaVersion: string): string {
  const image = kafkaToolsFor(kafkaVersion);
  if (!image) throw new Error(`no image of the Kafka tools talks to Kafka ${kafkaVersion}`);
  return `${image.repository}:${image.tag}${image.digest === null ? "" : `@${image.digest}`}`;
}

function failsFor(containerName: string): PodFailurePolicyRule {
  return { action: "FailJob", onExitCodes: { containerName, operator: "In", values: lasting } };
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 10);
}
