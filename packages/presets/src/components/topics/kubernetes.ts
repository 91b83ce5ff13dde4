import { createHash } from "node:crypto";
import type { KubernetesPart } from "@streamform/core";
import { type JobSpec, KubeConfigMap, KubeJob, KubeServiceAccount, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import { kafkaToolsFor } from "../../versions/versions.js";
import { clientConfig } from "./client-config.js";
import { desiredState } from "./desired-state.js";
import type { topicsSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** Where the files of the Job's ConfigMap and Secret are mounted. */
const folder = "/etc/streamform";
/** Exit code of the script for what cannot be altered: trying again would not help. */
const cannotBeAltered = 3;

export function kubernetes({
  chart,
  spec,
  uses: { kafka },
  environment,
  selector,
  env,
  secret,
  asset,
}: KubernetesPart<typeof topicsSpec, typeof uses>): void {
  const [listener] = kafka.listeners;
  const image = kafkaToolsFor(kafka.version);
  if (!image) throw new Error(`no image of the Kafka tools talks to Kafka ${kafka.version}`);
  const script = asset(new URL("./templates/apply-topics.sh", import.meta.url));
  const topics = desiredState(spec, kafka);
  const registry = `_streamform.topics.${environment.name}`;
  const imageName = `${image.repository}:${image.tag}${image.digest === null ? "" : `@${image.digest}`}`;
  const credentials = "topics-client";
  const jobSpec = (files: string): JobSpec => ({
    backoffLimit: 6,
    activeDeadlineSeconds: 3600,
    completions: 1,
    parallelism: 1,
    podFailurePolicy: {
      rules: [
        {
          action: "FailJob",
          onExitCodes: { containerName: "apply-topics", operator: "In", values: [cannotBeAltered] },
        },
      ],
    },
    template: {
      metadata: { labels: { ...selector } },
      spec: {
        serviceAccountName: "topics",
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 1000,
          runAsGroup: 1000,
          fsGroup: 1000,
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [
          {
            name: "apply-topics",
            image: imageName,
            imagePullPolicy: "IfNotPresent",
            command: ["bash", `${folder}/files/apply-topics.sh`],
            env: [
              env("KAFKA_BOOTSTRAP_SERVERS", listener.bootstrapServers),
              { name: "KAFKA_CLIENT_CONFIG", value: `${folder}/client/client.properties` },
              { name: "TOPICS_FILE", value: `${folder}/files/topics.tsv` },
              { name: "REGISTRY_TOPIC", value: registry },
              { name: "KAFKA_HEAP_OPTS", value: "-Xms64m -Xmx256m" },
              { name: "LOG_DIR", value: "/tmp/logs" },
            ],
            resources: {
              requests: { cpu: Quantity.fromString("100m"), memory: Quantity.fromString("512Mi") },
              limits: { memory: Quantity.fromString("768Mi") },
            },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "FallbackToLogsOnError",
            volumeMounts: [
              { name: "files", mountPath: `${folder}/files`, readOnly: true },
              { name: "client", mountPath: `${folder}/client`, readOnly: true },
              { name: "tmp", mountPath: "/tmp" },
            ],
          },
        ],
        volumes: [
          { name: "files", configMap: { name: files, defaultMode: 0o444 } },
          { name: "client", secret: { secretName: credentials, defaultMode: 0o440 } },
          { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("64Mi") } },
        ],
      },
    },
  });
  // A Job cannot be changed: whatever it is and depends on is in its name, so that a change is a new Job.
  const client = clientConfig(listener, kafka.admin);
  const name = `topics-${hashOf([script, topics, client, listener.bootstrapServers, jobSpec("")])}`;

  new KubeServiceAccount(chart, "service-account", {
    metadata: { name: "topics" },
    automountServiceAccountToken: false,
  });
  new KubeConfigMap(chart, "files", {
    metadata: { name },
    immutable: true,
    data: { "apply-topics.sh": script, "topics.tsv": topics },
  });
  secret(credentials, { "client.properties": client });
  new KubeJob(chart, "job", { metadata: { name }, spec: jobSpec(name) });
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 10);
}
