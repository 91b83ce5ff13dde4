import { escapeFor } from "@streamform/core";
import type { z } from "zod";
import { hashOf } from "../../../hash.js";
import type { MskConfig } from "../../../kafka/configuration/configuration.js";
import { withDefaults } from "../../../kafka/configuration/one-setting.js";
import { renderConfig } from "../../../kafka/configuration/render.js";
import { mskInstanceTypes } from "../../../versions/instance-types.js";
import type { mskSpec } from "./spec.js";

type Spec = Pick<z.output<typeof mskSpec>, "configuration" | "instanceType">;

/** Settings of Express brokers that no configuration changes. Source: Amazon MSK developer guide, "Express brokers read-only configurations". */
const express = { replicationFactor: 3, minInsyncReplicas: 2 };

/**
 * The broker configuration with our defaults. MSK's defaults would let an out-of-sync replica become leader
 * (unclean.leader.election.enable), which loses acknowledged writes.
 */
export function brokerConfiguration({ configuration, instanceType }: Spec, zones: number): MskConfig {
  const common = { "auto.create.topics.enable": false, "num.partitions": 3 };
  if (isExpress(instanceType)) return withDefaults<MskConfig, MskConfig>(common, configuration);
  const factor = configuration["default.replication.factor"] ?? zones;
  const defaults = {
    ...common,
    "default.replication.factor": factor,
    "min.insync.replicas": Math.max(1, factor - 1),
    "unclean.leader.election.enable": false,
  };
  return withDefaults<MskConfig, MskConfig>(defaults, configuration);
}

/** `default.replication.factor` and `min.insync.replicas` as the brokers will have them. */
export function replicationOf(spec: Spec, zones: number) {
  if (isExpress(spec.instanceType)) return express;
  const { "default.replication.factor": replicationFactor = zones, "min.insync.replicas": minInsyncReplicas = 1 } =
    brokerConfiguration(spec, zones);
  return { replicationFactor, minInsyncReplicas };
}

export function isExpress(instanceType: Spec["instanceType"]): boolean {
  return mskInstanceTypes[instanceType].brokers === "express";
}

/** The text of a server.properties file. */
export function serverProperties(configuration: MskConfig): string {
  const escaped = escapeFor("server.properties");
  return Object.entries(renderConfig(configuration))
    .map(([key, value]) => `${key}=${escaped(value)}\n`)
    .join("");
}

/**
 * End of a configuration's name, as `3-9-x-1a2b3c4d`: another version or content is another configuration. A new revision under the same
 * name would not reach the cluster in the same apply, and a configuration in use cannot be replaced.
 */
export function configurationSuffix(kafkaVersion: string, properties: string): string {
  return `${kafkaVersion.replaceAll(".", "-")}-${hashOf(properties, 8)}`;
}
