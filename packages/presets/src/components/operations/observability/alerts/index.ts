import type { Alert } from "./alert.js";
import { clusterHealth } from "./cluster-health.js";
import { connect } from "./connect.js";
import { consumerLag } from "./consumer-lag.js";
import { jvm } from "./jvm.js";
import { kraft } from "./kraft.js";
import { latency } from "./latency.js";

import { operations } from "./operations.js";
import { pods } from "./pods.js";
import { replication } from "./replication.js";
import { schemaRegistry } from "./schema-registry.js";
import { storage } from "./storage.js";
import { zookeeper } from "./zookeeper.js";

/** All alerts, in the order of the runbook. */
export const alertGroups = [
  clusterHealth,
  replication,
  storage,
  latency,
  consumerLag,
  jvm,
  pods,
  kraft,
  zookeeper,
  schemaRegistry,
  connect,
  operations,
] as const;

type NameOf<Group> = Group extends { readonly alerts: Readonly<Record<infer Name extends string, Alert>> }
  ? Name
  : never;
export type AlertName = NameOf<(typeof alertGroups)[number]>;

/** Every alert by its name. */
export const alerts = Object.assign({}, ...alertGroups.map((group) => group.alerts)) as Readonly<
  Record<AlertName, Alert>
>;
export const alertNames = Object.keys(alerts) as AlertName[];
