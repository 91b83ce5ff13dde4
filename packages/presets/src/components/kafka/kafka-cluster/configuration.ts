import type { z } from "zod";
import type { BrokerConfig } from "../../../kafka/configuration/configuration.js";
import { withDefaults } from "../../../kafka/configuration/one-setting.js";
import type { kafkaClusterSpec } from "./spec.js";

type Spec = Pick<z.output<typeof kafkaClusterSpec>, "brokers" | "configuration">;

/** Default replication factor, and the number of in-sync replicas. */
export function replicationOf({ brokers, configuration }: Spec) {
  const replicationFactor = Number(configuration["default.replication.factor"] ?? Math.min(3, brokers.replicas));
  const minInsyncReplicas = Number(configuration["min.insync.replicas"] ?? Math.max(1, replicationFactor - 1));
  return { replicationFactor, minInsyncReplicas };
}

/** Broker configuration with the defaults that every engine has. */
export function configurationOf(spec: Spec): BrokerConfig {
  const { replicationFactor, minInsyncReplicas } = replicationOf(spec);
  const defaults = {
    "default.replication.factor": replicationFactor,
    "min.insync.replicas": minInsyncReplicas,
    "offsets.topic.replication.factor": replicationFactor,
    "transaction.state.log.replication.factor": replicationFactor,
    "transaction.state.log.min.isr": minInsyncReplicas,
    "auto.create.topics.enable": false,
    "unclean.leader.election.enable": false,
    "auto.leader.rebalance.enable": true,
    "compression.type": "lz4",
    "num.network.threads": 8,
    "num.io.threads": 16,
    "log.retention.ms": 7 * 24 * 3_600_000,
  } satisfies BrokerConfig;
  return withDefaults<BrokerConfig, BrokerConfig>(defaults, spec.configuration);
}
