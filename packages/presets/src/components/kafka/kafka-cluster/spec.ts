import { cidr, podFields, size } from "@streamform/core";
import { z } from "zod";
import { dnsLabel } from "../../../kubernetes/dns-label.js";
import { brokerConfig } from "../../../kafka/configuration/configuration.js";
import { imageReference } from "../../../kubernetes/image.js";
import { interBrokerProtocolVersions, kafkaImageVersions } from "../../../versions/strimzi.js";
import { tieredStorage } from "./tiered-storage/spec.js";

/** CPU in cores, with three decimals at most: Kubernetes counts thousandths. */
const cores = () => z.number().min(0.05).max(256).multipleOf(0.001);
const memory = () => size("MiB", { min: "256MiB" });
const volume = () => size("GiB", { min: "1GiB", max: "65536GiB" });

/** What each pod of a role is given. */
function compute(given: {
  readonly cpu: number;
  readonly memory: `${number}GiB`;
  readonly heap: `${number}GiB` | `${number}MiB`;
}) {
  return {
    cpu: cores().default(given.cpu).describe(`CPU that each asks for, in cores, as 0.5. Default: ${given.cpu}.`),
    cpuLimit: cores().optional().describe("CPU that each may take at most, in cores. Default: whatever the node has."),
    memory: memory()
      .prefault(given.memory)
      .describe(`Memory of each, asked for and at most, as 16GiB. Default: ${given.memory}.`),
    heap: memory()
      .prefault(given.heap)
      .describe(
        `Heap of the JVM; what is left of the memory is for its other needs and for the page cache. Default: ${given.heap}.`,
      ),
  };
}

const storageClass = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a StorageClass's name has lower-case letters, digits, dots and hyphens")
  .optional()
  .describe(
    "StorageClass of all volumes; it has to bind where a pod is scheduled. Default: the one that `storageClass` makes, or gp3 where the environment makes none.",
  );

const brokers = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .max(100)
      .default(3)
      .describe("Brokers. It can be raised later; lowering it first takes moving their partitions away. Default: 3."),
    ...compute({ cpu: 2, memory: "16GiB", heap: "8GiB" }),
    volumeSize: volume()
      .prefault("100GiB")
      .describe("Volume of each broker's data; it can grow later, never shrink. Default: 100GiB."),
    logVolumeSize: volume()
      .optional()
      .describe(
        "Volume of each broker's own log files, the audit log of the authorizer among them, with the engine statefulset. Default: none, logs go to the container's output alone.",
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
        "Controllers, an odd number: a majority of them has to run. Chosen once: a change here does not bring new ones into the quorum of a cluster that runs. Default: 3.",
      ),
    ...compute({ cpu: 0.5, memory: "2GiB", heap: "1GiB" }),
    volumeSize: volume().prefault("20GiB").describe("Volume of each controller's metadata. Default: 20GiB."),
    ...podFields,
  })
  .prefault({})
  .describe("The KRaft controllers, apart from the brokers; not used with ZooKeeper.");

const zookeeper = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .max(9)
      .default(3)
      .describe(
        "Servers of the ensemble, an odd number: a majority of them has to run. Chosen once, as for controllers. Default: 3.",
      ),
    ...compute({ cpu: 0.5, memory: "4GiB", heap: "3GiB" }),
    dataVolumeSize: volume().prefault("100GiB").describe("Volume of each server's snapshots. Default: 100GiB."),
    logVolumeSize: volume().prefault("50GiB").describe("Volume of each server's transaction log. Default: 50GiB."),
    ...podFields,
  })
  .prefault({})
  .describe("The ZooKeeper ensemble; used with `metadata: zookeeper` only.");

const external = z
  .strictObject({
    domain: z
      .string()
      .max(200)
      .regex(
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
        "a domain has lower-case letters, digits, hyphens and dots, as kafka.acme.example",
      )
      .describe(
        "Domain below which clients outside of the cluster find the brokers: bootstrap.<domain>, broker-0.<domain> and so on. External DNS makes the records.",
      ),
    scheme: z
      .enum(["internal", "internet-facing"])
      .default("internal")
      .describe(
        "Whether the load balancers have addresses of the VPC alone or of the internet as well. Default: internal.",
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
        "Networks of the load balancers' subnets, from which they find out whether brokers answer; in CIDR notation. Default: 10.0.0.0/8.",
      ),
  })
  .optional()
  .describe("A listener for clients outside of the Kubernetes cluster, port 9094. Default: none.");

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
    `What each broker's network takes ${direction} per second and sustains, as 150MiB: the baseline bandwidth of its instance type in EC2's documentation, of which 1.25 Gbit/s are 149MiB.`,
  );

const brokerCapacity = z
  .strictObject({ inboundNetwork: bandwidth("in"), outboundNetwork: bandwidth("out") })
  .optional()
  .describe(
    "What Cruise Control counts on when it moves partitions, beside the CPU that brokers ask for and their volumes: no broker is given more. Default: none, it does not look at the network.",
  );

const strimzi = z
  .strictObject({
    brokerCapacity,
    operatorNamespace: dnsLabel("a namespace's name")
      .default("strimzi")
      .describe(
        "Namespace of the operator, of which the brokers let in: `strimziOperator` installs it there. Default: strimzi.",
      ),
    drainCleaner: z
      .boolean()
      .default(false)
      .describe(
        "Whether Strimzi's Drain Cleaner takes brokers and controllers off nodes that are drained, one by one and with their partitions in sync; Kubernetes itself evicts none of them then. It needs cert-manager. Default: false, evictions go by a PodDisruptionBudget of one.",
      ),
    metadataVersion: z
      .string()
      .regex(/^\d+\.\d+(-IV\d+)?$/, "a metadata version looks like 4.2-IV1")
      .optional()
      .describe(
        "Version of the metadata's format, as 4.2-IV1. Keep the old one while a new Kafka proves itself: once raised, there is no way back. Default: that of kafkaVersion.",
      ),
  })
  .prefault({})
  .describe("What the engine strimzi alone has.");

const statefulset = z
  .strictObject({
    interBrokerProtocolVersion: z
      .enum(interBrokerProtocolVersions)
      .optional()
      .describe(
        'Version of the protocol that brokers speak with each other, with `metadata: zookeeper`, as "3.6". Keep the old one while brokers of a new Kafka come in, since those that still run the old one speak no other. Default: that of kafkaVersion.',
      ),
  })
  .prefault({})
  .describe("What the engine statefulset alone has.");

const schema = z
  .strictObject({
    engine: z
      .enum(["strimzi", "statefulset"])
      .default("strimzi")
      .describe(
        "Who runs the brokers: the Strimzi operator, or StatefulSets of Kubernetes alone. Topics, users, alerts and dashboards are the same. Data does not move from one to the other. Default: strimzi.",
      ),
    kafkaVersion: z
      .enum(kafkaImageVersions)
      .default(kafkaImageVersions.at(-1) ?? "")
      .describe(`Apache Kafka version of the brokers. Default: ${kafkaImageVersions.at(-1)}.`),
    image: imageReference
      .optional()
      .describe(
        "Copy of Strimzi's image of this Kafka in a registry of your own, for brokers, Jobs, exporters and mirrors: a tag or digest. Default: quay.io/strimzi/kafka at the release that carries kafkaVersion.",
      ),
    metadata: z
      .enum(["kraft", "zookeeper"])
      .default("kraft")
      .describe(
        "What keeps the cluster's metadata: KRaft controllers, or ZooKeeper, which the engine statefulset and Kafka 3 alone have. It is not changed by a change here. Default: kraft.",
      ),
    zones: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "a zone looks like eu-central-1a"))
      .min(1)
      .describe("Availability zones of the nodes; brokers are spread over them, and each knows its own as its rack."),
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
        "Pods of other namespaces that may connect, by name. Default: none; those of the environment's own namespace always may.",
      ),
    configuration: brokerConfig
      .default({})
      .describe(
        "Broker configuration, by Kafka's own keys. Default: factor 3 (or as many as brokers), min.insync.replicas one less, no unclean election, no automatic topics, lz4, 8 network and 16 I/O threads, retention 7 days; Kafka's for all others.",
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
