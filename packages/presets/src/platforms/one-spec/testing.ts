import { compileObject } from "@streamform/core/testing";
import { network } from "../../components/aws/network/index.js";
import { secrets } from "../../components/aws/secrets/index.js";
import { kafkaClients } from "../../components/clients/kafka-clients/index.js";
import { kafkaConnect } from "../../components/clients/kafka-connect/index.js";
import { topics } from "../../components/clients/topics/index.js";
import { topicsJob } from "../../components/clients/topics-job/index.js";
import { users } from "../../components/clients/users/index.js";
import { certificates } from "../../components/cluster/certificates/index.js";
import { externalSecrets } from "../../components/cluster/external-secrets/index.js";
import { secretStores } from "../../components/cluster/secret-stores/index.js";
import { externalKafka } from "../../components/kafka/external-kafka/index.js";
import { kafkaCluster } from "../../components/kafka/kafka-cluster/index.js";
import { msk } from "../../components/kafka/msk/index.js";
import { lagExporter } from "../../components/operations/lag-exporter/index.js";
import { observability } from "../../components/operations/observability/index.js";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const ofMsk = {
  network: { zones },
  msk: {
    kafkaVersion: "3.9.x.kraft",
    configuration: { "log.retention.ms": "3d" },
    openMonitoring: { jmx: true, node: true },
  },
};
/** The Kafka of an environment, by provider. */
const providers: Readonly<Record<string, object>> = {
  Strimzi: { certificates: {}, kafkaCluster: { engine: "strimzi", zones } },
  StatefulSets: { certificates: {}, kafkaCluster: { engine: "statefulset", zones } },
  "Amazon MSK by IAM": ofMsk,
  "Amazon MSK by SCRAM": {
    ...ofMsk,
    secrets: { entries: { admin: { kind: "msk-scram" } } },
    msk: { ...ofMsk.msk, authentication: { iam: false, scram: { admin: "admin" } } },
  },
  "an existing Kafka": {
    externalKafka: {
      version: "4.1.0",
      listeners: {
        scram: { bootstrapServers: ["kafka.acme.example:9093"], administrator: { secretsManager: "acme/admin" } },
      },
    },
  },
};

const components = [
  network,
  secrets,
  msk,
  kafkaCluster,
  externalKafka,
  certificates,
  externalSecrets,
  secretStores,
  topicsJob,
  topics,
  users,
  kafkaConnect,
  kafkaClients,
  lagExporter,
  observability,
];

export type Compiled = ReturnType<typeof compileObject>;

/** The same spec compiled with each Kafka; Strimzi is the first. */
export function withEachKafka(spec: object): readonly { readonly name: string; readonly compiled: Compiled }[] {
  return Object.entries(providers).map(([name, provider]) => ({
    name,
    compiled: compileObject({ ...spec, ...provider }, ...components),
  }));
}
