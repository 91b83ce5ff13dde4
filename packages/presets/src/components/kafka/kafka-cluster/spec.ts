import { cidr, podFields, size } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import { brokerConfig } from "../../../kafka/configuration/configuration.js";
import { imageReference } from "../../../kubernetes/image.js";
import { interBrokerProtocolVersions, kafkaImageVersions } from "../../../versions/strimzi.js";
import { tieredStorage } from "./tiered-storage/spec.js";

/** CPU in cores, with at most three decimals, because Kubernetes counts thousandths. */
const cores = () => z.number().min(0.05).max(256).multipleOf(0.001);
const memory = () => size("MiB", { min: "256MiB" });
const volume = () => size("GiB", { min: "1GiB", max: "65536GiB" });

/** The resources of each pod of a role. */
function compute(given: {
  readonly cpu: number;
  readonly memory: `${number}GiB`;
  readonly heap: `${number}GiB` | `${number}MiB`;
}) {
  return {
    cpu: cores().default(given.cpu).describe(`CPU request of each pod, in cores, such as 0.5. Default: ${given.cpu}.`),
    cpuLimit: cores().optional().describe("CPU limit of each pod, in cores. Default: none."),
    memory: memory().prefault(given.memory).describe(`Memory request and limit of each pod. Default: ${given.memory}.`),
    heap: memory()
      .prefault(given.heap)
      .describe(
        `Heap of each JVM. The rest of the memory is for the JVM's other memory and the page cache. Default: ${given.heap}.`,
      ),
  };
}

const storageClass = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a StorageClass's name has lower-case letters, digits, dots and hyphens")
  .optional()
  .describe(
    "StorageClass of all volumes. Its binding mode must be WaitForFirstConsumer. Default: the class of `storageClass`, otherwise gp3.",
  );

const brokers = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .max(100)
      .default(3)
      .describe(
        "Number of brokers. You can raise it later. Before you lower it, move the partitions to other brokers. Default: 3.",
      ),
    ...compute({ cpu: 2, memory: "16GiB", heap: "8GiB" }),
    volumeSize: volume()
      .prefault("100GiB")
      .describe("Volume of each broker's data. It can grow later, but never shrink. Default: 100GiB."),
    logVolumeSize: volume()
      .optional()
      .describe(
        "Volume of each broker's log files, including the authorizer's audit log; engine statefulset only. Default: none; logs go to the container's output only.",
      ),
    ...podFields,
  })
  .prefault({})
  .describe("The brokers.");

const controllers = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .max(9)
      .default(3)
      .describe(
        "Number of controllers. It must be odd, and a majority of them must run. Do not change it later: new controllers do not join the quorum of an existing cluster. Default: 3.",
      ),
    ...compute({ cpu: 0.5, memory: "2GiB", heap: "1GiB" }),
    volumeSize: volume().prefault("20GiB").describe("Volume of each controller's metadata. Default: 20GiB."),
    ...podFields,
  })
  .prefault({})
  .describe("The KRaft controllers, in their own pods. Not used with ZooKeeper.");

const zookeeper = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .max(9)
      .default(3)
      .describe(
        "Number of servers. It must be odd, and a majority of them must run. Do not change it later. Default: 3.",
      ),
    ...compute({ cpu: 0.5, memory: "4GiB", heap: "3GiB" }),
    dataVolumeSize: volume().prefault("100GiB").describe("Volume of each server's snapshots. Default: 100GiB."),
    logVolumeSize: volume().prefault("50GiB").describe("Volume of each server's transaction log. Default: 50GiB."),
    ...podFields,
  })
  .prefault({})
  .describe("The ZooKeeper ensemble, with `metadata: zookeeper` only.");

const external = z
  .strictObject({
    domain: z
      .string()
      .max(200)
      .regex(
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
        "a domain has lower-case letters, digits, hyphens and dots, such as kafka.acme.example",
      )
      .describe(
        "Domain of the brokers for clients outside the cluster: bootstrap.<domain>, broker-0.<domain> and so on. External DNS creates the records.",
      ),
    scheme: z
      .enum(["internal", "internet-facing"])
      .default("internal")
      .describe(
        "Whether the load balancers are reachable from the VPC only (internal) or from the internet (internet-facing). Default: internal.",
      ),
    sources: z
      .array(cidr())
      .min(1)
      .default(["10.0.0.0/8"])
      .describe("Addresses that may connect, in CIDR notation. Default: 10.0.0.0/8."),
    healthChecksFrom: z
      .array(cidr())
      .min(1)
      .default(["10.0.0.0/8"])
      .describe(
        "Networks of the load balancers' subnets, in CIDR notation. Health checks come from them. Default: 10.0.0.0/8.",
      ),
  })
  .optional()
  .describe("A listener for clients outside the Kubernetes cluster, port 9094. Default: none.");

const client = z
  .strictObject({
    namespace: dnsLabel("a namespace's name").describe("Namespace whose pods may connect."),
    labels: z
      .record(z.string().max(317), z.string().max(63))
      .default({})
      .describe("Labels of the pods. Default: none, which means all pods of the namespace."),
  })
  .describe("Pods that may connect.");

const bandwidth = (direction: string) =>
  size("KiB", { min: "1MiB" }).describe(
    `Sustained ${direction} traffic of each broker per second, such as 150MiB: the baseline bandwidth of its instance type in EC2's documentation. 1.25 Gbit/s are 149MiB.`,
  );

const brokerCapacity = z
  .strictObject({ inboundNetwork: bandwidth("inbound"), outboundNetwork: bandwidth("outbound") })
  .optional()
  .describe(
    "Network limits of a broker for Cruise Control when it moves partitions, in addition to CPU requests and volumes. Default: none; it ignores the network.",
  );

const strimzi = z
  .strictObject({
    brokerCapacity,
    operatorNamespace: dnsLabel("a namespace's name")
      .default("strimzi")
      .describe(
        "Namespace of the Strimzi operator, which may connect to the brokers. `strimziOperator` installs it there. Default: strimzi.",
      ),
    drainCleaner: z
      .boolean()
      .default(false)
      .describe(
        "Whether Strimzi's Drain Cleaner moves brokers and controllers off drained nodes, one at a time and with their partitions in sync. Kubernetes itself then evicts none of them. Requires cert-manager. Default: false; a PodDisruptionBudget allows one eviction at a time.",
      ),
    metadataVersion: z
      .string()
      .regex(/^\d+\.\d+(-IV\d+)?$/, "a metadata version looks like 4.2-IV1")
      .optional()
      .describe(
        "Version of the metadata's format, such as 4.2-IV1. Keep the old version until the new Kafka works: you cannot lower it again. Default: the version of kafkaVersion.",
      ),
  })
  .prefault({})
  .describe("Settings of the engine strimzi.");

const statefulset = z
  .strictObject({
    interBrokerProtocolVersion: z
      .enum(interBrokerProtocolVersions)
      .optional()
      .describe(
        'Version of the protocol between brokers, with `metadata: zookeeper`, such as "3.6". During an upgrade, keep the old version until all brokers run the new Kafka. Default: the version of kafkaVersion.',
      ),
  })
  .prefault({})
  .describe("Settings of the engine statefulset.");

const schema = z
  .strictObject({
    engine: z
      .enum(["strimzi", "statefulset"])
      .default("strimzi")
      .describe(
        "strimzi: the Strimzi operator runs the brokers. statefulset: Kubernetes StatefulSets run them. Topics, users, alerts and dashboards are the same. A change of engine does not move the data. Default: strimzi.",
      ),
    kafkaVersion: z
      .enum(kafkaImageVersions)
      .default(kafkaImageVersions.at(-1) ?? "")
      .describe(`Apache Kafka version of the brokers. Default: ${kafkaImageVersions.at(-1)}.`),
    image: imageReference
      .optional()
      .describe(
        "Copy of Strimzi's Kafka image in your own registry, with a tag or digest, for brokers, Jobs, exporters and mirrors. Default: quay.io/strimzi/kafka in the release that contains kafkaVersion.",
      ),
    metadata: z
      .enum(["kraft", "zookeeper"])
      .default("kraft")
      .describe(
        "Storage of the cluster's metadata: kraft or zookeeper. ZooKeeper works only with the engine statefulset and Kafka 3. A change here does not migrate an existing cluster. Default: kraft.",
      ),
    zones: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "a zone looks like eu-central-1a"))
      .min(1)
      .describe("Availability zones of the nodes. Brokers are spread over them, and each broker's zone is its rack."),
    brokers,
    controllers,
    zookeeper,
    storageClass,
    tieredStorage,
    external,
    clients: z
      .record(dnsLabel("a client's name"), client)
      .default({})
      .describe(
        "Pods of other namespaces that may connect, by name. Pods of the environment's own namespace always may. Default: none.",
      ),
    configuration: brokerConfig
      .default({})
      .describe(
        "Broker configuration, by Kafka's own keys. Default: replication factor 3 (or the number of brokers, if it is lower), min.insync.replicas one less, no unclean election, no automatic topics, lz4, 8 network and 16 I/O threads, retention 7 days; Kafka's defaults for all others.",
      ),
    cruiseControl: z
      .boolean()
      .default(true)
      .describe(
        "Whether Cruise Control moves partitions when brokers are added or removed, with the engine strimzi and at least two brokers. Default: true.",
      ),
    strimzi,
    statefulset,
  })
  .describe("A Kafka cluster on Kubernetes.");

type Schema = typeof schema;
export interface KafkaClusterSchema extends Schema {}

export const kafkaClusterSpec: KafkaClusterSchema = schema;
