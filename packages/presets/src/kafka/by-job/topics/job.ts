import { contentName, podSettings } from "@streamform/core";
import { type JobSpec, KubeConfigMap, KubeJob, KubeServiceAccount, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import { containerSecurity } from "../../../kubernetes/pod-security.js";
import type { TopicsKubernetes } from "../../behaviour/topics.js";
import { certificateClient } from "../../certificate-client.js";
import type { KafkaFacts } from "../../facts.js";
import { kafkaScript } from "../../script.js";
import { failsFor, toolsImage, toolsUser } from "../../tools-job.js";
import { clientConfig } from "./client-config.js";
import { desiredState } from "./desired-state.js";
import { fetchesLibrary, libraryContainer, libraryMount, libraryVariable, libraryVolume } from "./iam-library.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";

/** The Job's name in the cluster and, by its role, in AWS. */
export const serviceAccount = "topics";

/** Where the files of the Job's ConfigMap and Secret are mounted. */
const folder = "/etc/streamform";

/** The Job that brings the topics to brokers that no operator looks after. */
export function job({ chart, spec, uses, environment, selector, env, secret, asset }: TopicsKubernetes): void {
  const { kafka, topicsJob } = uses;
  const settings = topicsJob?.settings;
  if (settings) podSettings(chart, "topics", settings);
  const listener = listenerOf(uses);
  const certificate = listener.name === "mtls" ? kafka.adminCertificate : undefined;
  const way = certificate && certificateClient(listener, certificate);
  const image = settings?.image ?? toolsImage(kafka);
  const fetches = listener.name === "iam" && fetchesLibrary(settings);
  const scripts = {
    "apply-topics.sh": kafkaScript(new URL("./templates/apply-topics.sh", import.meta.url), asset),
    ...(fetches ? { "fetch-iam-library.sh": asset(new URL("./templates/fetch-iam-library.sh", import.meta.url)) } : {}),
  };
  const topics = desiredState(spec, kafka);
  const credentials = "topics-client";
  const filesMount = { name: "files", mountPath: `${folder}/files` };
  const common = {
    image,
    imagePullPolicy: "IfNotPresent",
    securityContext: containerSecurity,
  };
  const compute = computeOf(kafka);
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
          ...toolsUser(kafka),
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
              { name: "KAFKA_CLIENT_CONFIG", value: `${folder}/${way ? "files" : "client"}/client.properties` },
              { name: "TOPICS_FILE", value: `${folder}/files/topics.tsv` },
              { name: "REGISTRY_TOPIC", value: registryOf(environment) },
              { name: "KAFKA_HEAP_OPTS", value: "-Xms64m -Xmx256m" },
              { name: "LOG_DIR", value: "/tmp/logs" },
              ...(fetches ? [libraryVariable] : []),
            ],
            resources: {
              requests: { cpu: cores(compute.cpu), memory: mebibytes(compute.memory) },
              limits: { memory: mebibytes(compute.memoryLimit) },
            },
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "FallbackToLogsOnError",
            volumeMounts: [
              { ...filesMount, readOnly: true },
              ...(way ? way.volumeMounts : [{ name: "client", mountPath: `${folder}/client`, readOnly: true }]),
              { name: "tmp", mountPath: "/tmp" },
              ...(fetches ? [libraryMount] : []),
            ],
          },
        ],
        volumes: [
          { name: "files", configMap: { name: files, defaultMode: 0o444 } },
          ...(way ? way.volumes : [{ name: "client", secret: { secretName: credentials, defaultMode: 0o440 } }]),
          { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("64Mi") } },
          ...(fetches ? [{ name: libraryVolume, emptyDir: { sizeLimit: Quantity.fromString("64Mi") } }] : []),
        ],
      },
    },
  });
  const client = way ? way.properties : clientConfig(listener, kafka.admin);
  const name = contentName(chart, "topics", [
    scripts,
    topics,
    client,
    listener.bootstrapServers,
    settings?.roleArn,
    jobSpec(""),
  ]);

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
    data: { ...scripts, "topics.tsv": topics, ...(way ? { "client.properties": way.properties } : {}) },
  });
  if (!way) secret(credentials, { "client.properties": client });
  new KubeJob(chart, "job", { metadata: { name }, spec: jobSpec(name) });
}

/** What the Job's pod asks for: cores and MiB. Where namespaces have quotas, it asks for all that it may take. */
export function computeOf({ clusterName }: Pick<KafkaFacts, "clusterName">) {
  return { cpu: 0.1, memory: clusterName === undefined ? 512 : 768, memoryLimit: 768 };
}

const cores = (count: number) => Quantity.fromString(`${count * 1000}m`);
const mebibytes = (count: number) => Quantity.fromString(`${count}Mi`);
