import { isProtected } from "../../../aws/deletion-protection.js";
import { partitionOf } from "../../../aws/partition.js";
import { byJob } from "../../../kafka/by-job/index.js";
import { usersByJob } from "../../../kafka/by-job/users/index.js";
import type { Kafka, Listener, TieredTopics } from "../../../kafka/kafka.js";
import { programsFor } from "../../../kafka/programs.js";
import { retentionDefaults } from "../../../kafka/topic-defaults.js";
import { mskListeners } from "../../../versions/msk-ports.js";
import { isExpress, replicationOf } from "./configuration.js";
import { bootstrapOutput, type DescribeMsk } from "./describe.js";
import { iamArn } from "./iam-arn.js";
import { waysOf } from "./listeners.js";
import { metadataOf } from "./metadata.js";
import { mskMetrics } from "./metrics.js";
import { mskPasswords } from "./passwords.js";
import { volumeSizeOf } from "./volume-size.js";

/** Source: Amazon MSK developer guide, guidelines for tiered storage topic-level configuration. */
const tieredTopics: TieredTopics = {
  segmentBytes: 48 * 1024 ** 2,
  segment: 10 * 60_000,
  retention: 3 * 24 * 3_600_000,
};

/** Amazon MSK as a Kafka. */
export function provideKafka(part: DescribeMsk): Kafka {
  const {
    spec,
    environment,
    name,
    uses: { network, secrets, versions },
    exports: { clusterName, brokers, partitionsPerBroker },
  } = part;
  const { scram, iam } = spec.authentication;
  const { accountId, region } = environment.aws;
  const policy = (id: string) => `arn:${partitionOf(region)}:iam::${accountId}:policy/${name("iam-policy", id)}`;
  return {
    version: spec.kafkaVersion,
    brokers,
    zones: network.zones,
    listeners: listeners(part),
    defaults: { ...replicationOf(spec, network.zones.length), ...retentionDefaults(spec.configuration) },
    tieredStorage: spec.storageMode === "tiered",
    tieredTopics,
    partitionsPerBroker,
    storage: isExpress(spec.instanceType)
      ? Number.POSITIVE_INFINITY
      : brokers * (spec.storageAutoscaling?.maximum ?? volumeSizeOf(spec)),
    ...byJob,
    users: usersByJob(mskPasswords),
    programs: programsFor(versions, spec.kafkaVersion),
    metrics: mskMetrics(part),
    clusterArn: part.terraform.arn,
    zookeeperConnect:
      spec.zookeeper === "closed" || metadataOf(spec.kafkaVersion) === "kraft"
        ? undefined
        : part.terraform.zookeeperConnect,
    admin: scram && secrets?.references[scram.admin],
    administratorWithoutRights: scram && secrets?.usernames[scram.admin],
    otherUsers: scram && Object.values(secrets?.usernames ?? {}),
    passwordCluster: scram && {
      arnBegin: iamArn(environment, "cluster", clusterName).replace(/\*$/, ""),
      arnEnd: part.terraform.arnEnd,
      isProtected: isProtected(spec, environment),
    },
    passwordPrefix: scram && `AmazonMSK_${environment.name}-`,
    iamPolicies: iam
      ? { producer: policy("producer"), consumer: policy("consumer"), admin: policy("admin") }
      : undefined,
    iamResources: iam
      ? {
          cluster: iamArn(environment, "cluster", clusterName),
          topics: iamArn(environment, "topic", clusterName, ""),
          groups: iamArn(environment, "group", clusterName, ""),
          transactionalIds: iamArn(environment, "transactional-id", clusterName, ""),
        }
      : undefined,
  };
}

function listeners({ spec, terraform }: DescribeMsk): Kafka["listeners"] {
  const [first, ...others] = waysOf(spec).map(
    ({ name, listener, protocol, mechanism, port }): Listener => ({
      name,
      protocol,
      mechanism,
      port,
      bootstrapServers: terraform[bootstrapOutput[listener]],
    }),
  );
  if (first) return [first, ...others];
  // Check SF2115 refuses such a cluster; until it has said so, others see the listener that is always meant to be there.
  const { port, protocol } = mskListeners.tls;
  return [{ name: "tls", protocol, port, bootstrapServers: terraform.bootstrapServersTls }];
}
