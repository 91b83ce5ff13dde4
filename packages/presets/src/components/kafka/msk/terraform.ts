import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import {
  MskCluster,
  type MskClusterBrokerNodeGroupInfoStorageInfo,
  type MskClusterEncryptionInfo,
} from "@cdktf/provider-aws/lib/msk-cluster/index.js";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration/index.js";
import { Fn } from "@streamform/core";
import { MskSingleScramSecretAssociation } from "@cdktf/provider-aws/lib/msk-single-scram-secret-association/index.js";
import { isProtected } from "../../../aws/deletion-protection.js";
import { chosenKey } from "../../../aws/own-key.js";
import { secretArn } from "../../aws/secrets/secret-name.js";
import { brokerConfiguration, configurationSuffix, isExpress, serverProperties } from "./configuration.js";
import { addIamPolicies } from "./iam-policies.js";
import { listenersOf } from "./listeners.js";
import { addLogDestinations } from "./log-destinations.js";
import { metadataOf } from "./metadata.js";
import type { Part } from "./part.js";
import { mskNames } from "./resource-types.js";
import { addSecurityGroup } from "./security-group.js";
import { volumeSizeOf } from "./volume-size.js";

export function terraform(part: Part) {
  const { spec, stack, name, environment, uses } = part;
  const clusterName = name(mskNames.cluster);
  const protect = isProtected(spec, environment);
  const securityGroup = addSecurityGroup(part);
  const configuration = addConfiguration(part);
  const autoscaled = spec.storageAutoscaling !== undefined;
  const { authentication, openMonitoring } = spec;
  const cluster = new MskCluster(stack, "cluster", {
    clusterName,
    kafkaVersion: spec.kafkaVersion,
    numberOfBrokerNodes: spec.brokersPerZone * uses.network.zones.length,
    enhancedMonitoring: spec.monitoring,
    ...(spec.storageMode === "tiered" ? { storageMode: "TIERED" } : {}),
    brokerNodeGroupInfo: {
      clientSubnets: [...uses.network.privateSubnetIds],
      instanceType: spec.instanceType,
      securityGroups: [securityGroup.id],
      ...storageInfo(part),
    },
    // What is off is written out: a missing block means to the provider that nothing changed.
    clientAuthentication: {
      unauthenticated: authentication.none,
      sasl: { iam: authentication.iam, scram: authentication.scram !== undefined },
      ...(authentication.mtls
        ? { tls: { certificateAuthorityArns: [...authentication.mtls.certificateAuthorityArns] } }
        : {}),
    },
    encryptionInfo: encryptionInfo(part, protect),
    configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
    ...addLogDestinations(part, clusterName, protect),
    openMonitoring: {
      prometheus: {
        jmxExporter: { enabledInBroker: openMonitoring.jmx },
        nodeExporter: { enabledInBroker: openMonitoring.node },
      },
    },
    ...(protect || autoscaled
      ? {
          lifecycle: {
            ...(protect ? { preventDestroy: true } : {}),
            ...(autoscaled
              ? { ignoreChanges: ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"] }
              : {}),
          },
        }
      : {}),
  });
  if (spec.storageAutoscaling) addStorageAutoscaling(part, cluster, spec.storageAutoscaling);
  if (authentication.scram) addScramUsers(part, cluster);
  const policies = authentication.iam ? addIamPolicies(part, clusterName) : undefined;
  const open = listenersOf(spec);
  const bootstrapServers = {
    plaintext: cluster.bootstrapBrokers,
    tls: cluster.bootstrapBrokersTls,
    scram: cluster.bootstrapBrokersSaslScram,
    iam: cluster.bootstrapBrokersSaslIam,
  };
  const [listener = "tls"] = open;
  return {
    arn: cluster.arn,
    /** What AWS adds to the cluster's name in its ARN: all else is known beforehand. */
    arnEnd: authentication.scram ? Fn.element(Fn.split("/", cluster.arn), 2) : undefined,
    securityGroupId: securityGroup.id,
    bootstrapServersPlaintext: open.includes("plaintext") ? bootstrapServers.plaintext : undefined,
    bootstrapServersTls: open.includes("tls") ? bootstrapServers.tls : undefined,
    bootstrapServersScram: open.includes("scram") ? bootstrapServers.scram : undefined,
    bootstrapServersIam: open.includes("iam") ? bootstrapServers.iam : undefined,
    // What follows `b-1.` in the brokers' names: exporters are asked for by these.
    brokerDomain: openMonitoring.jmx
      ? Fn.element(Fn.regex("b-[0-9]+[.]([^:,]+)", bootstrapServers[listener]), 0)
      : undefined,
    zookeeperConnect:
      metadataOf(spec.kafkaVersion) === "kraft"
        ? undefined
        : spec.zookeeper === "plaintext"
          ? cluster.zookeeperConnectString
          : cluster.zookeeperConnectStringTls,
    producerPolicyArn: policies?.producer.arn,
    consumerPolicyArn: policies?.consumer.arn,
    adminPolicyArn: policies?.admin.arn,
  };
}

function addConfiguration({ spec, stack, name, uses }: Part): MskConfiguration {
  const properties = serverProperties(brokerConfiguration(spec, uses.network.zones.length));
  return new MskConfiguration(stack, "configuration", {
    name: name(mskNames.configuration, configurationSuffix(spec.kafkaVersion, properties)),
    kafkaVersions: [spec.kafkaVersion],
    serverProperties: properties,
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Kafka's users: each secret is associated by itself, so that one without a value holds up no other. */
function addScramUsers({ stack, environment, uses: { secrets } }: Part, cluster: MskCluster): void {
  for (const user of secrets?.kafkaUsers ?? []) {
    const reference = secrets?.references[user];
    const suffix = secrets?.[`suffix-${user}`];
    if (reference === undefined || suffix === undefined) continue;
    new MskSingleScramSecretAssociation(stack, `user-${user}`, {
      clusterArn: cluster.arn,
      secretArn: secretArn(environment.aws, reference.secretsManager, suffix),
    });
  }
}

/** Volumes of Standard brokers; Express brokers take no such block. */
function storageInfo({ spec }: Part): { storageInfo?: MskClusterBrokerNodeGroupInfoStorageInfo } {
  if (isExpress(spec.instanceType)) return {};
  const { provisionedThroughput } = spec;
  return {
    storageInfo: {
      ebsStorageInfo: {
        volumeSize: volumeSizeOf(spec),
        ...(provisionedThroughput === undefined
          ? {}
          : { provisionedThroughput: { enabled: true, volumeThroughput: provisionedThroughput } }),
      },
    },
  };
}

function encryptionInfo({ spec, stack, name, environment }: Part, protect: boolean): MskClusterEncryptionInfo {
  const { inTransit, inCluster, kmsKey } = spec.encryption;
  const encryptionAtRestKmsKeyArn = chosenKey(stack, kmsKey, {
    alias: name("kms-alias"),
    description: `Volumes of the Kafka brokers of ${environment.name}`,
    protect,
  });
  return {
    ...(encryptionAtRestKmsKeyArn !== undefined && { encryptionAtRestKmsKeyArn }),
    encryptionInTransit: { clientBroker: inTransit, inCluster },
  };
}

/** Volumes that grow once their use passes the target. They never shrink, so scaling in is off. */
function addStorageAutoscaling(
  { stack, name }: Part,
  cluster: MskCluster,
  { maximum, targetUtilization }: { readonly maximum: number; readonly targetUtilization: number },
): void {
  const target = new AppautoscalingTarget(stack, "storage-autoscaling", {
    serviceNamespace: "kafka",
    scalableDimension: "kafka:broker-storage:VolumeSize",
    resourceId: cluster.arn,
    minCapacity: 1,
    maxCapacity: maximum,
  });
  new AppautoscalingPolicy(stack, "storage-autoscaling-policy", {
    name: `${name(mskNames.cluster)}-broker-storage`,
    policyType: "TargetTrackingScaling",
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      predefinedMetricSpecification: { predefinedMetricType: "KafkaBrokerStorageUtilization" },
      targetValue: targetUtilization,
      disableScaleIn: true,
    },
  });
}
