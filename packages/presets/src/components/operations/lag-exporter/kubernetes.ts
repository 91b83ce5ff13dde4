import { createHash } from "node:crypto";
import type { KubernetesPart } from "@streamform/core";
import {
  IntOrString,
  KubeConfigMap,
  KubeDeployment,
  KubeServiceAccount,
  Quantity,
  type Volume,
  type VolumeMount,
} from "cdk8s-plus-29/lib/imports/k8s.js";
import { administratorsWay } from "../../../kafka/certificate-client.js";
import type { ClientCertificate, Kafka, Listener, SecretKey } from "../../../kafka/kafka.js";
import { kafkaScript } from "../../../kafka/script.js";
import { containerSecurity } from "../../../kubernetes/pod-security.js";
import { kafkaUser, lagExporterPath } from "../../../versions/strimzi.js";
import { allowed, ownCertificate, ownUser, type Rules } from "../../clients/users/own-user.js";
import { port, portName } from "./names.js";
import type { LagExporterSpec, lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

const name = "lag-exporter";
/** Requests that kafka_exporter makes at 1.7.0 to 1.9.0: metadata, ListOffsets, ListGroups, DescribeGroups and OffsetFetch. */
const rules: Rules = [
  { ...allowed, resource: "topic", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "group", name: "*", operations: ["Describe"] },
  { ...allowed, resource: "cluster", operations: ["Describe"] },
];
const scriptsFolder = "/opt/streamform";
const certificateFolder = "/etc/kafka-certificate";
const trustFolder = "/etc/kafka-trust";

export function kubernetes(part: KubernetesPart<typeof lagExporterSpec, typeof uses>): void {
  const {
    chart,
    spec,
    uses: { kafka },
    selector,
    env,
    asset,
  } = part;
  const listener = administratorsWay(kafka)?.listener;
  const { toolsImage: image } = kafka;
  if (!listener || !image) return; // SF2951 has said so
  const certificate = ownCertificate(kafka, name);
  ownUser(part, name, rules);
  const { trust } = listener;
  const scripts = Object.fromEntries(
    ["lag-exporter.sh", "is-current.sh"].map((file) => [
      file,
      kafkaScript(new URL(`./templates/${file}`, import.meta.url), asset),
    ]),
  );
  new KubeServiceAccount(chart, "service-account", { metadata: { name }, automountServiceAccountToken: false });
  new KubeConfigMap(chart, "scripts", { metadata: { name: `${name}-scripts` }, data: scripts });
  new KubeDeployment(chart, "deployment", {
    metadata: { name },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 1200,
      // Two at once would count every group twice.
      strategy: { type: "Recreate" },
      selector: { matchLabels: { ...selector } },
      template: {
        metadata: {
          labels: { ...selector },
          annotations: { "streamform.dev/scripts": createHash("sha256").update(JSON.stringify(scripts)).digest("hex") },
        },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 30,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: kafkaUser.uid,
            runAsGroup: kafkaUser.uid,
            fsGroup: kafkaUser.uid,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name,
              image,
              imagePullPolicy: "IfNotPresent",
              command: ["bash", `${scriptsFolder}/lag-exporter.sh`],
              args: flags(spec, kafka, listener, certificate),
              env: [
                env("KAFKA_BOOTSTRAP_SERVERS", listener.bootstrapServers),
                { name: "KAFKA_EXPORTER", value: lagExporterPath },
                {
                  name: "READ_AT_START",
                  value: [
                    `${certificateFolder}/${certificate.certificate}`,
                    ...(trust ? [`${trustFolder}/${trust.key}`] : []),
                  ].join(" "),
                },
              ],
              ports: [{ name: portName, containerPort: port, protocol: "TCP" }],
              ...probes,
              resources: {
                requests: { cpu: cpu(spec.cpu), memory: memory(spec.memory) },
                limits: { memory: memory(spec.memory) },
              },
              securityContext: containerSecurity,
              terminationMessagePath: "/dev/termination-log",
              terminationMessagePolicy: "FallbackToLogsOnError",
              volumeMounts: mounts(trust),
            },
          ],
          volumes: volumes(certificate.secret, trust),
        },
      },
    },
  });
}

/** Flags that kafka_exporter has from 1.7.0 to 1.9.0, the versions in Strimzi's images 0.42.0 to 1.2.0. Source: its kafka_exporter.go at these tags. */
function flags(
  { topics, groups }: LagExporterSpec,
  { version }: Pick<Kafka, "version">,
  { bootstrapServers, trust }: Listener,
  { certificate, privateKey }: ClientCertificate,
): string[] {
  if (typeof bootstrapServers !== "string") return [];
  return [
    `--kafka.server=${bootstrapServers}`,
    `--kafka.version=${version}`,
    "--tls.enabled",
    ...(trust ? [`--tls.ca-file=${trustFolder}/${trust.key}`] : []),
    `--tls.cert-file=${certificateFolder}/${certificate}`,
    `--tls.key-file=${certificateFolder}/${privateKey}`,
    `--web.listen-address=:${port}`,
    `--topic.filter=${topics.include}`,
    `--topic.exclude=${topics.exclude}`,
    `--group.filter=${groups.include}`,
    `--group.exclude=${groups.exclude}`,
  ];
}

const probe = { timeoutSeconds: 5, successThreshold: 1 } as const;
const healthz = { path: "/healthz", port: IntOrString.fromString(portName), scheme: "HTTP" } as const;
const probes = {
  // It waits for the brokers, which a new cluster takes minutes for.
  startupProbe: { httpGet: healthz, ...probe, periodSeconds: 10, failureThreshold: 90 },
  readinessProbe: { httpGet: healthz, ...probe, periodSeconds: 10, failureThreshold: 3 },
  livenessProbe: {
    exec: { command: ["bash", `${scriptsFolder}/is-current.sh`] },
    ...probe,
    periodSeconds: 60,
    failureThreshold: 3,
  },
};

function mounts(trust: SecretKey | undefined): VolumeMount[] {
  return [
    { name: "scripts", mountPath: scriptsFolder, readOnly: true },
    { name: "certificate", mountPath: certificateFolder, readOnly: true },
    ...(trust ? [{ name: "trust", mountPath: trustFolder, readOnly: true }] : []),
    { name: "tmp", mountPath: "/tmp" },
  ];
}

function volumes(certificateSecret: string, trust: SecretKey | undefined): Volume[] {
  return [
    { name: "scripts", configMap: { name: `${name}-scripts`, defaultMode: 0o444 } },
    { name: "certificate", secret: { secretName: certificateSecret, defaultMode: 0o440 } },
    ...(trust
      ? [
          {
            name: "trust",
            // The CA alone: the Secret may hold the CA's key as well.
            secret: { secretName: trust.secret, defaultMode: 0o440, items: [{ key: trust.key, path: trust.key }] },
          },
        ]
      : []),
    { name: "tmp", emptyDir: { sizeLimit: Quantity.fromString("16Mi") } },
  ];
}

function cpu(cores: number): Quantity {
  return Quantity.fromString(Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m`);
}

function memory(mebibytes: number): Quantity {
  return Quantity.fromString(mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`);
}
