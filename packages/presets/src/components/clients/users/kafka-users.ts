import { customResource, type KubernetesPart } from "@streamform/core";
import type { Kafka } from "../../../kafka/kafka.js";
import { removal } from "../../../kubernetes/removal.js";
import { type AccessRule, accessRules } from "./access-rules.js";
import type { User, Users } from "./spec.js";

/**
 * One KafkaUser a user, for Strimzi's User Operator, which makes passwords and certificates in a Secret of the user's name. It deletes the user with
 * its object, so that keeping the one is keeping the other.
 *
 * Source: Strimzi 1.2, KafkaUser schema reference.
 */
export function kafkaUsers(
  {
    chart,
    secret,
    uses: { kafka },
  }: Pick<KubernetesPart, "chart" | "secret"> & { readonly uses: { readonly kafka: Kafka } },
  users: Users,
): void {
  for (const [name, user] of Object.entries(users).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const annotations = removal(user.onRemove);
    const brought = { name: `${name}-password`, key: "password" };
    if (user.password) secret(brought.name, { [brought.key]: user.password });
    const acls = accessRules(name, user).map(aclOf);
    const quotas = quotasOf(user);
    customResource(chart, {
      apiVersion: "kafka.strimzi.io/v1",
      kind: "KafkaUser",
      metadata: {
        name,
        labels: { "strimzi.io/cluster": kafka.clusterName ?? "" },
        ...(annotations && { annotations }),
      },
      spec: {
        authentication: {
          type: user.authentication,
          ...(user.password && { password: { valueFrom: { secretKeyRef: brought } } }),
        },
        ...(acls.length > 0 ? { authorization: { type: "simple", acls } } : {}),
        ...(Object.keys(quotas).length > 0 ? { quotas } : {}),
      },
    });
  }
}

const resourceTypes = {
  topic: "topic",
  group: "group",
  "transactional-id": "transactionalId",
  cluster: "cluster",
} as const;

function aclOf({ permission, resource, pattern, host, operations }: AccessRule) {
  return {
    type: permission,
    resource: {
      type: resourceTypes[resource],
      ...(resource === "cluster"
        ? {}
        : { name: pattern.name, patternType: pattern.kind === "prefixed" ? "prefix" : "literal" }),
    },
    operations,
    host,
  };
}

function quotasOf({ quotas: { produce, consume, requestPercentage } }: User) {
  return {
    ...(produce === undefined ? {} : { producerByteRate: produce }),
    ...(consume === undefined ? {} : { consumerByteRate: consume }),
    ...(requestPercentage === undefined ? {} : { requestPercentage }),
  };
}
