import { customResource, type KubernetesPart, type Step, workloadKubectl } from "@streamform/core";
import type { ApplyUsers, UsersDescribed } from "../../../../kafka/behaviour/users.js";
import type { ClientCertificate, KafkaFacts } from "../../../../kafka/facts.js";
import { removal } from "../../../../kubernetes/removal.js";
import { type AccessRule, accessRules } from "../../../clients/users/access-rules.js";
import type { User, Users } from "../../../clients/users/spec.js";

/**
 * One KafkaUser a user, for Strimzi's User Operator, which makes passwords and certificates in a Secret of the user's name. It deletes the user with
 * its object, so that keeping the one is keeping the other.
 *
 * Source: Strimzi 1.2, KafkaUser schema reference.
 */
function kafkaUsers(
  {
    chart,
    secret,
    uses: { kafka },
  }: Pick<KubernetesPart, "chart" | "secret"> & { readonly uses: { readonly kafka: KafkaFacts } },
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

function kubectlOf({ environment }: UsersDescribed): string {
  return `${workloadKubectl(environment)} --namespace ${environment.kubernetes.namespace}`;
}

function renewByStrimzi(part: UsersDescribed): Step {
  return {
    when: "operation",
    title: "Renew a user's password or certificate",
    text: "Delete the Secret of the user's name. The User Operator creates it again, and the old credential no longer works. If the spec refers to the password, change it in Secrets Manager instead. Restart the clients.",
    commands: [`${kubectlOf(part)} get secrets --selector strimzi.io/kind=KafkaUser`],
  };
}

function leftBehind(part: UsersDescribed): Step {
  return {
    when: "operation",
    title: "Delete users that the spec no longer has",
    text: "A user with `onRemove: keep` keeps its KafkaUser in the cluster. Deleting that object deletes the user's credentials, rights and quotas.",
    commands: [`${kubectlOf(part)} get kafkausers`],
  };
}

/** Certificates that Strimzi's workers of Connect and MirrorMaker trust. Source: Strimzi 1.2, KafkaConnectResources. */
const ofWorkers = /^(connect|mirror-.+)-connect-tls-trusted-certs$/;

function ownerOfSecret(name: string, users: Users): string | undefined {
  if (ofWorkers.test(name)) return "another component";
  // A password that is brought has a Secret beside that of the operator's.
  const other = Object.keys(users).find((user) => name === `${user}-password`);
  return other !== undefined && users[other]?.password !== undefined ? `the user ${other}` : undefined;
}

function certificateOf(name: string): ClientCertificate {
  return { secret: name, certificate: "user.crt", privateKey: "user.key" };
}

/** Users by Strimzi's User Operator, which makes their passwords and certificates. */
export const usersByStrimzi: ApplyUsers = {
  registry: () => undefined,
  makesCredentials: true,
  takesPasswords: true,
  hasAdministrator: () => true,
  credentials: (_, name, { authentication }) =>
    authentication === "tls"
      ? { authentication, certificate: certificateOf(name) }
      : { authentication: "scram-sha-512", secret: name, password: "password", jaasConfig: "sasl.jaas.config" },
  namedSecrets: () => [],
  ownerOfSecret,
  kubernetes: (part) => kafkaUsers(part, part.spec),
  terraform: () => {},
  workloads: () => [],
  summary: (part) => ({ steps: [renewByStrimzi(part), leftBehind(part)] }),
  cost: () => [],
  diagram: () => ({ nodes: [], edges: [] }),
  own: {
    credentials: (_, name) => ({ authentication: "tls", certificate: certificateOf(name) }),
    kubernetes: (part, _, name, rules) =>
      kafkaUsers(part, {
        [name]: {
          authentication: "tls",
          acls: { produce: [], consume: [], process: [], rules },
          quotas: {},
          onRemove: "delete",
          serviceAccounts: {},
          namespaces: [],
        },
      }),
    terraform: () => {},
    statements: () => [],
    workloads: () => [],
  },
};
