import type { ExportsPart } from "@streamform/core";
import type { ClientCertificate, SecretKey } from "../../../kafka/kafka.js";
import { imageName } from "../../../versions/image-name.js";
import { kafkaImage } from "../../../versions/strimzi.js";
import { configurationOf } from "./configuration.js";
import type { kafkaClusterSpec } from "./spec.js";
import { tieredStorageOf } from "./tiered-storage/target.js";
import type { uses } from "./uses.js";

/** Ports of the brokers, the same with every engine. 9091 is Strimzi's between brokers, 9090 its controllers'. */
export const ports = { controller: 9090, replication: 9091, scram: 9092, mtls: 9093, external: 9094 } as const;

/** What is known of the cluster before it exists. Names are Strimzi's, whatever the engine: clients find the brokers at the same place. */
export function exports({
  spec,
  environment,
  name,
  uses: { certificates, storageClass, versions },
}: ExportsPart<typeof kafkaClusterSpec, typeof uses>) {
  const cluster = environment.name;
  const { namespace } = environment.kubernetes;
  const { engine } = spec;
  const image = kafkaImage(versions.images.kafka, spec.kafkaVersion);
  if (!image) throw new Error(`no image of Kafka ${spec.kafkaVersion}`);
  /** Name of a super user: of its certificate's subject, its principal and its Secret. */
  const admin = `${cluster}-admin`;
  const adminCertificate: ClientCertificate =
    engine === "strimzi"
      ? { secret: admin, certificate: "user.crt", privateKey: "user.key" }
      : { secret: admin, certificate: "tls.crt", privateKey: "tls.key" };
  const trust: SecretKey | undefined = certificates
    ? certificates.trust
    : { secret: `${cluster}-cluster-ca-cert`, key: "ca.crt" };
  return {
    cluster,
    engine,
    /** What runs everywhere, and the name that containers give it. */
    image: { ...image, name: spec.image ?? imageName(image) },
    /** The copy that the spec names: an operator is told of no other. */
    ownImage: spec.image,
    /** Bootstrap Service for clients inside the Kubernetes cluster, and the headless Service that names each pod. */
    bootstrapService: `${cluster}-kafka-bootstrap`,
    brokersService: `${cluster}-kafka-brokers`,
    /** Host of the bootstrap Service as pods of any namespace find it. */
    bootstrapHost: `${cluster}-kafka-bootstrap.${namespace}.svc`,
    admin,
    adminCertificate,
    trust,
    /** Namespace of the Strimzi operator, and whether to use its Drain Cleaner. */
    operatorNamespace: spec.strimzi.operatorNamespace,
    drainCleaner: spec.strimzi.drainCleaner,
    /** StorageClass of all volumes. */
    storageClass: spec.storageClass ?? storageClass?.name ?? "gp3",
    /** Pods of other namespaces that may connect. */
    clients: spec.clients,
    /** Broker configuration with defaults, without the keys that the engine sets. */
    configuration: configurationOf(spec),
    /** Where the segments of tiered topics go; undefined without tiered storage. */
    tieredStorage: tieredStorageOf({ spec, environment, name }),
  };
}

/** Pod of a broker: its name ends in the broker's id with every engine. */
export function brokerPod({ cluster }: Pick<ClusterExports, "cluster">, id: number): string {
  return `${cluster}-broker-${id}`;
}

export type ClusterExports = ReturnType<typeof exports>;
