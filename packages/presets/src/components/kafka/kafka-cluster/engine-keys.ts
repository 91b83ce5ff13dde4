/**
 * Keys that Strimzi sets by itself and takes from nobody, by how they begin; a Kafka with one of them runs without it. The engine
 * statefulset sets the same, so that no environment depends on which of the two it has.
 *
 * Source: KafkaClusterSpec of strimzi/strimzi-kafka-operator at 1.2.0, FORBIDDEN_PREFIXES and FORBIDDEN_PREFIX_EXCEPTIONS.
 */
const beginnings = [
  "advertised.",
  "authorizer.",
  "broker.",
  "client.quota.callback.static.",
  "controller.",
  "cordoned.log.dirs",
  "cruise.control.metrics.",
  "host.name",
  "inter.broker.listener.name",
  "listener.",
  "listeners",
  "log.dir",
  "metadata.log.dir",
  "node.id",
  "password.",
  "port",
  "process.roles",
  "prometheus.metrics.reporter.",
  "sasl.",
  "security.",
  "ssl.",
  "super.user",
  "zookeeper.clientCnxnSocket",
  "zookeeper.connect",
  "zookeeper.metadata.migration.enable",
  "zookeeper.set.acl",
  "zookeeper.ssl",
];

const free: ReadonlySet<string> = new Set([
  "broker.heartbeat.interval.ms",
  "broker.session.timeout.ms",
  "controller.quorum.election.backoff.max.ms",
  "controller.quorum.election.timeout.ms",
  "controller.quorum.fetch.timeout.ms",
  "controller.socket.timeout.ms",
  "sasl.server.max.receive.size",
  "ssl.cipher.suites",
  "ssl.enabled.protocols",
  "ssl.protocol",
  "ssl.secure.random.implementation",
  "zookeeper.connection.timeout.ms",
]);

/** What Strimzi takes, and would undo what either engine makes: who is let in, who somebody is, which listener comes first, what brokers speak. */
const besides: ReadonlySet<string> = new Set([
  "allow.everyone.if.no.acl.found",
  "control.plane.listener.name",
  "early.start.listeners",
  "inter.broker.protocol.version",
  "principal.builder.class",
]);

/** Whether the engine sets a key of the broker's configuration. */
export function isSetByEngine(key: string): boolean {
  return besides.has(key) || (!free.has(key) && beginnings.some((beginning) => key.startsWith(beginning)));
}
