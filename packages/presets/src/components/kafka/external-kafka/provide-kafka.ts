import type { DescribePart } from "@streamform/core";
import { byJob } from "../../../kafka/by-job/index.js";
import type { IamResources, Kafka, Listener } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { retentionDefaults } from "../../../kafka/topic-defaults.js";
import type { ExternalKafkaSpec, externalKafkaSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Written = ExternalKafkaSpec["listeners"];

/** The facts and behaviour of an existing Kafka. */
export function provideKafka({ spec, uses: { versions } }: DescribePart<typeof externalKafkaSpec, typeof uses>): Kafka {
  const { version, brokers, replicationFactor, minInsyncReplicas, listeners } = spec;
  const [first, ...others] = listenersOf(listeners);
  if (!first) throw new TypeError("no listener");
  const { scram, iam, mtls, plain } = listeners;
  return {
    ...byJob,
    version,
    brokers,
    zones: [],
    listeners: [first, ...others],
    defaults: { replicationFactor, minInsyncReplicas, ...retentionDefaults({}) },
    tieredStorage: false,
    storage: Number.POSITIVE_INFINITY,
    programs: programsFor(versions, version),
    admin: scram?.administrator ?? plain?.administrator,
    adminCertificate: mtls?.administrator && { ...mtls.administrator },
    iamResources: iam && iamResourcesOf(iam.clusterArn),
  };
}

function listenersOf({ scram, iam, mtls, plain, tls, plaintext }: Written): Listener[] {
  const at = ({ bootstrapServers }: { readonly bootstrapServers: readonly string[] }) => ({
    bootstrapServers: bootstrapServers.join(","),
    port: Number(bootstrapServers[0]?.split(":").at(-1)),
  });
  const sasl = (encrypted: boolean) => (encrypted ? "SASL_SSL" : "SASL_PLAINTEXT");
  const trustOf = ({ trust }: { readonly trust?: { readonly secret: string; readonly key: string } | undefined }) =>
    trust && { trust: { ...trust } };
  return [
    ...(scram
      ? [
          {
            name: "scram",
            protocol: sasl(scram.tls),
            mechanism: scram.mechanism,
            ...at(scram),
            ...trustOf(scram),
          } as const,
        ]
      : []),
    ...(iam ? [{ name: "iam", protocol: "SASL_SSL", mechanism: "AWS_MSK_IAM", ...at(iam) } as const] : []),
    ...(mtls ? [{ name: "mtls", protocol: "SSL", ...at(mtls), ...trustOf(mtls) } as const] : []),
    ...(plain
      ? [{ name: "plain", protocol: sasl(plain.tls), mechanism: "PLAIN", ...at(plain), ...trustOf(plain) } as const]
      : []),
    ...(tls ? [{ name: "tls", protocol: "SSL", ...at(tls), ...trustOf(tls) } as const] : []),
    ...(plaintext ? [{ name: "plaintext", protocol: "PLAINTEXT", ...at(plaintext) } as const] : []),
  ];
}

/** ARNs of a cluster's topics and groups follow from the cluster's ARN. Source: Amazon MSK developer guide, "Semantics of IAM authorization policy actions and resources". */
function iamResourcesOf(cluster: string): IamResources {
  const of = (type: string) => `${cluster.replace(":cluster/", `:${type}/`)}/`;
  return { cluster, topics: of("topic"), groups: of("group"), transactionalIds: of("transactional-id") };
}
