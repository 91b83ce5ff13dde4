import type { KubernetesPart } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { copySecrets } from "../../../kubernetes/other-namespace.js";
import { propertiesFiles } from "./settings.js";
import { type kafkaClientsSpec, namesOf } from "./spec.js";
import type { uses } from "./uses.js";

/** What pods need to connect: a Secret for `envFrom` a listener, one of the cluster itself, and the properties files to mount. */
export function kubernetes({
  chart,
  spec,
  uses: { kafka, schemaRegistry, users },
  secret,
  render,
}: KubernetesPart<typeof kafkaClientsSpec, typeof uses>): void {
  for (const { name, bootstrapServers, protocol, mechanism } of kafka.listeners) {
    secret(`kafka-client-${name}`, {
      KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
      KAFKA_SECURITY_PROTOCOL: protocol,
      ...(mechanism === undefined ? {} : { KAFKA_SASL_MECHANISM: mechanism }),
    });
  }
  const { clusterArn, zookeeperConnect } = kafka;
  const cluster = {
    ...(clusterArn === undefined ? {} : { KAFKA_CLUSTER_ARN: clusterArn }),
    ...(zookeeperConnect === undefined ? {} : { ZOOKEEPER_CONNECT: zookeeperConnect }),
  };
  if (Object.keys(cluster).length > 0) secret("kafka-cluster", cluster);
  const data = { ...propertiesFiles(kafka, schemaRegistry, namesOf(spec).group, render) };
  new KubeConfigMap(chart, "settings", { metadata: { name: "kafka-client-settings" }, data });
  for (const other of users?.otherNamespaces ?? []) {
    const { namespace } = other;
    new KubeConfigMap(chart, `${namespace}-settings`, { metadata: { name: "kafka-client-settings", namespace }, data });
    const secrets = kafka.listeners.map(({ name }) => [`kafka-client-${name}`, undefined]);
    copySecrets({ chart }, other, "kafka-clients", Object.fromEntries(secrets));
  }
}
