import type { Value } from "../../../../kafka/configuration/value.js";
import { kafkaLine } from "../../../../versions/kafka-line.js";
import type { DescribeCluster, KubernetesCluster } from "../part.js";
import { brokerListeners, controlPlane, external, replication, type ServerListener } from "./listeners.js";
import { firstController, folders, hostOf, podsOf, subjectOf, zookeeperPorts } from "./names.js";
import { propertiesFile } from "./properties-file.js";
import { tieringEnabled, tieringProperties } from "./tiered-storage.js";

type Part = Pick<KubernetesCluster, "spec" | "exports" | "environment">;
type Settings = Readonly<Record<string, Value>>;

/** What the start script puts into the rendered file, since each pod has its own. */
const own = { id: "@ID@", pod: "@POD@", zone: "@ZONE@" } as const;

/** PEM files that the start script makes of the mounted certificate. */
export const stores = {
  key: `${folders.run}/keystore.pem`,
  trust: `${folders.run}/truststore.pem`,
} as const;

/** Key and certificate of a process, and the CA that it trusts, under some prefix of Kafka's keys. */
function tls(prefix = ""): Settings {
  return {
    [`${prefix}ssl.keystore.type`]: "PEM",
    [`${prefix}ssl.keystore.location`]: stores.key,
    [`${prefix}ssl.truststore.type`]: "PEM",
    [`${prefix}ssl.truststore.location`]: stores.trust,
  };
}

/** `server.properties` of brokers. */
export function brokerProperties(part: Part): string {
  const { spec } = part;
  const listeners = brokerListeners(spec);
  const kraft = spec.metadata === "kraft";
  return propertiesFile({
    "Configuration of the environment": part.exports.configuration,
    "This broker": {
      [kraft ? "node.id" : "broker.id"]: own.id,
      "broker.rack": own.zone,
      "log.dirs": `${folders.kafkaData}/kafka-log`,
      "advertised.listeners": listeners.map((listener) => `${listener.name}://${advertised(part, listener)}`),
      ...(kraft ? {} : { "inter.broker.protocol.version": interBrokerProtocol(spec) }),
    },
    Listeners: { ...listening(listeners, kraft ? [controlPlane] : []), "inter.broker.listener.name": replication.name },
    Certificates: certificates([...listeners]),
    "Who may do what": authorization(part),
    "Tiered storage": tieringProperties(part, tls, advertised(part, replication)),
    ...(kraft ? { Controllers: { "process.roles": "broker", ...quorum(part) } } : { ZooKeeper: zookeeper(part) }),
  });
}

/** `server.properties` of KRaft controllers. They check what is asked of brokers, so they have the same configuration. */
export function controllerProperties(part: Part): string {
  const { spec } = part;
  const host = hostOf(part.exports, part.environment.kubernetes.namespace, "controller", own.pod);
  return propertiesFile({
    "Configuration of the environment": part.exports.configuration,
    "This controller": {
      "process.roles": "controller",
      "node.id": own.id,
      "log.dirs": `${folders.kafkaData}/kafka-log`,
      ...(registersControllers(spec.kafkaVersion)
        ? { "advertised.listeners": `${controlPlane.name}://${host}:${controlPlane.port}` }
        : {}),
    },
    Listeners: listening([controlPlane], []),
    Certificates: certificates([controlPlane]),
    "Who may do what": authorization(part),
    "Tiered storage": tieringEnabled(part),
    Controllers: quorum(part),
  });
}

/** Client properties by which a server's own scripts ask the cluster, as the super user that the server is. */
export function ownClientProperties(): string {
  return propertiesFile({ "A server as its own client": { "security.protocol": "SSL", ...tls() } });
}

function advertised({ spec, exports, environment }: Part, { port }: ServerListener): string {
  return port === external.port && spec.external !== undefined
    ? `broker-${own.id}.${spec.external.domain}:${port}`
    : `${hostOf(exports, environment.kubernetes.namespace, "broker", own.pod)}:${port}`;
}

function listening(listeners: readonly ServerListener[], others: readonly ServerListener[]): Settings {
  const bySasl = listeners.filter(({ protocol }) => protocol === "SASL_SSL");
  return {
    listeners: listeners.map(({ name, port }) => `${name}://0.0.0.0:${port}`),
    "listener.security.protocol.map": [...listeners, ...others].map(({ name, protocol }) => `${name}:${protocol}`),
    ...Object.assign(
      {},
      ...bySasl.map(({ name }) => ({
        [`${keysOf(name)}.sasl.enabled.mechanisms`]: "SCRAM-SHA-512",
        [`${keysOf(name)}.scram-sha-512.sasl.jaas.config`]:
          "org.apache.kafka.common.security.scram.ScramLoginModule required;",
      })),
    ),
  };
}

function certificates(listeners: readonly ServerListener[]): Settings {
  return {
    ...tls(),
    "ssl.endpoint.identification.algorithm": "https",
    ...Object.fromEntries(
      listeners.map(({ name, certificate }) => [`${keysOf(name)}.ssl.client.auth`, certificate ? "required" : "none"]),
    ),
    // Whatever else an issuer puts into a subject: who somebody is stands in its CN, in the form of Strimzi's users. The DN begins with it,
    // so that no other part of a subject passes for one.
    "ssl.principal.mapping.rules": "RULE:^CN=([^,]+)(,.*)?$/CN=$1/,DEFAULT",
  };
}

function authorization({ spec, exports }: Part): Settings {
  const roles = spec.metadata === "kraft" ? (["broker", "controller"] as const) : (["broker"] as const);
  const supers = [...roles.map((role) => subjectOf(exports, role)), `CN=${exports.admin}`];
  return {
    "authorizer.class.name":
      spec.metadata === "kraft"
        ? "org.apache.kafka.metadata.authorizer.StandardAuthorizer"
        : "kafka.security.authorizer.AclAuthorizer",
    "allow.everyone.if.no.acl.found": false,
    "super.users": supers.map((subject) => `User:${subject}`).join(";"),
  };
}

/**
 * Controllers by their fixed names. A dynamic quorum (KIP-853) would have each volume know the others from its first start on, and a lost one
 * would need steps by hand to come back; with voters in the configuration a controller formats an empty volume and catches up.
 */
function quorum({ spec, exports, environment }: Part): Settings {
  const { namespace } = environment.kubernetes;
  return {
    "controller.listener.names": controlPlane.name,
    "controller.quorum.voters": podsOf(exports, "controller", spec.controllers.replicas).map(
      (pod, index) =>
        `${firstController + index}@${hostOf(exports, namespace, "controller", pod)}:${controlPlane.port}`,
    ),
  };
}

function zookeeper({ spec, exports, environment }: Part): Settings {
  const { namespace } = environment.kubernetes;
  return {
    "zookeeper.connect": podsOf(exports, "zookeeper", spec.zookeeper.replicas)
      .map((pod) => `${hostOf(exports, namespace, "zookeeper", pod)}:${zookeeperPorts.client}`)
      .join(","),
    "zookeeper.clientCnxnSocket": "org.apache.zookeeper.ClientCnxnSocketNetty",
    "zookeeper.ssl.client.enable": true,
    ...tls("zookeeper."),
    // What brokers write belongs to their certificate: nobody else who reaches ZooKeeper reads passwords or changes ACLs.
    "zookeeper.set.acl": true,
  };
}

/** Since 3.9 controllers register their own address (KIP-853); older ones refuse to advertise one. */
function registersControllers(kafkaVersion: string): boolean {
  const [major = 0, minor = 0] = kafkaVersion.split(".").map(Number);
  return major > 3 || minor >= 9;
}

/** What brokers of a cluster with ZooKeeper speak with each other; KRaft has the feature metadata.version instead. */
export function interBrokerProtocol({ kafkaVersion, statefulset }: DescribeCluster["spec"]): string {
  return statefulset.interBrokerProtocolVersion ?? kafkaLine(kafkaVersion).join(".");
}

function keysOf(listener: string): string {
  return `listener.name.${listener.toLowerCase()}`;
}
