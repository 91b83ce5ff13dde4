import { defineCheck } from "@streamform/core";
import { mskQuotas } from "../../../../versions/instance-types.js";
import { mskListeners } from "../../../../versions/msk-ports.js";
import { authenticationsOf, listenersOf } from "../listeners.js";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

export const plaintextAllowed = defineCheck<Spec, Uses>({
  code: "SF2106",
  title: "Plaintext between clients and brokers",
  severity: "warning",
  because:
    "Whoever can listen on the network reads every message, and nothing proves to a client that it talks to the right broker.",
  instead:
    "Write `inTransit: TLS`; clients need port 9094 and no other change, since MSK's certificates are of a public CA.",
  source: "Amazon MSK developer guide, encryption",
  run: ({ spec, at }) =>
    spec.encryption.inTransit === "TLS"
      ? []
      : [at("encryption.inTransit", `port ${mskListeners.plaintext.port} takes clients in the clear`)],
});

export const unauthenticatedInProduction = defineCheck<Spec, Uses>({
  code: "SF2121",
  title: "Clients without authentication in production",
  severity: "warning",
  because: "Whoever reaches the brokers may read, write and delete every topic, and no log says who did.",
  instead: "Turn on `iam`, `scram` or `mtls` and turn `none` off once all clients have moved.",
  source: "Amazon MSK developer guide, authentication and authorization for Apache Kafka APIs",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.authentication.none
      ? [at("authentication.none", "anybody on the network is let in")]
      : [],
});

export const combinationRefused = defineCheck<Spec, Uses>({
  code: "SF2115",
  title: "Authentication and encryption that do not go together",
  severity: "error",
  because: "MSK refuses the cluster when it is made: the plan does not see it.",
  instead:
    "Use `inTransit: TLS` with `inCluster: true` for IAM, SCRAM and mutual TLS; plaintext goes with `none` alone, and `TLS_PLAINTEXT` needs `none` besides.",
  source: "Amazon MSK API reference, ClientAuthentication and EncryptionInTransit",
  run: ({ spec, at }) => {
    const ways = authenticationsOf(spec);
    const proven = ways.filter((way) => way !== "none");
    const { inTransit, inCluster } = spec.encryption;
    if (ways.length === 0) return [at("authentication", "no way to connect is on: not even `none`")];
    if (proven.length === 0) return [];
    if (inTransit === "PLAINTEXT") return [at("encryption.inTransit", `${proven.join(", ")} authentication needs TLS`)];
    if (!inCluster)
      return [at("encryption.inCluster", `${proven.join(", ")} authentication needs encryption between the brokers`)];
    if (inTransit === "TLS_PLAINTEXT" && !spec.authentication.none)
      return [at("encryption.inTransit", "plaintext is open, but nobody without authentication is let in")];
    return [];
  },
});

export const scramWithoutSecrets = defineCheck<Spec, Uses>({
  code: "SF2114",
  title: "SCRAM without credentials",
  severity: "error",
  because:
    "Users of SCRAM are secrets that are associated with the cluster: without one of kind msk-scram nobody can log in.",
  instead: "Add an entry of kind msk-scram to `secrets.entries` and name it as `msk.authentication.scram.admin`.",
  source: "Amazon MSK developer guide, sign-in credentials authentication",
  run: ({ spec, uses: { secrets }, at }) => {
    const { scram } = spec.authentication;
    if (!scram) return [];
    if (!secrets || secrets.kafkaUsers.length === 0)
      return [at("authentication.scram", "the environment has no secrets of kind msk-scram")];
    return secrets.kafkaUsers.includes(scram.admin)
      ? []
      : [
          at(
            "authentication.scram.admin",
            `there is no entry ${scram.admin} of kind msk-scram`,
            `entries of that kind: ${secrets.kafkaUsers.join(", ")}`,
          ),
        ];
  },
});

export const listenerIsOff = defineCheck<Spec, Uses>({
  code: "SF2118",
  title: "A client of a listener that is off",
  severity: "error",
  because: "Port and protocol do not match: the brokers do not listen there, and the client waits until it times out.",
  instead: "Turn the listener on by `authentication` and `encryption`, or take it off the client's list.",
  source: "Amazon MSK developer guide, port information",
  run: ({ spec, at }) => {
    const open = listenersOf(spec);
    return Object.entries(spec.clients).flatMap(([name, { listeners = [] }]) =>
      listeners.flatMap((listener, index) => {
        if (listener === "prometheus") {
          const { jmx, node } = spec.openMonitoring;
          return jmx || node ? [] : [at(["clients", name, "listeners", index], "no exporter of openMonitoring is on")];
        }
        return open.includes(listener)
          ? []
          : [
              at(
                ["clients", name, "listeners", index],
                `${listener} (port ${mskListeners[listener].port}) is off; open: ${open.join(", ")}`,
              ),
            ];
      }),
    );
  },
});

export const openToTheWorld = defineCheck<Spec, Uses>({
  code: "SF2122",
  title: "Brokers opened to every address",
  severity: "warning",
  because:
    "Brokers have private addresses only, so the rule lets in whatever network is ever peered with this one, known or not.",
  instead: "Name the networks that clients are in.",
  run: ({ spec, at }) =>
    Object.entries(spec.clients).flatMap(([name, { cidr }]) =>
      cidr?.endsWith("/0") ? [at(["clients", name, "cidr"], `${name} is every address there is`)] : [],
    ),
});

export const nobodyMayAnything = defineCheck<Spec, Uses>({
  code: "SF2132",
  title: "A cluster on which nobody can set the first ACL",
  severity: "error",
  because:
    "With allow.everyone.if.no.acl.found false, whoever has no ACL may do nothing, and MSK has no super user for SCRAM or certificates: neither topics nor ACLs could ever be made.",
  instead:
    "Turn on `authentication.iam`, whose policies need no ACL, or leave the key out until administrators have their ACLs.",
  source: "Amazon MSK developer guide, Apache Kafka ACLs",
  run: ({ spec: { authentication, configuration }, at }) =>
    configuration["allow.everyone.if.no.acl.found"] === false && !authentication.iam
      ? [
          at(
            ["configuration", "allow.everyone.if.no.acl.found"],
            "no client can log in by IAM, and no ACL exists at first",
          ),
        ]
      : [],
});

export const everyoneMayEverything = defineCheck<Spec, Uses>({
  code: "SF2127",
  title: "Kafka users who may do everything, in production",
  severity: "warning",
  because:
    "Who logs in by SCRAM or by certificate may read, write and delete whatever has no ACL: allow.everyone.if.no.acl.found is true unless the configuration says otherwise.",
  instead:
    "Give every user its ACLs first (the administrator may, by `kafka-acls.sh` on the bastion), then write `allow.everyone.if.no.acl.found: false`: the other way round locks everybody out. Or use `iam`, whose policies say who may do what.",
  source: "Amazon MSK developer guide, Apache Kafka ACLs",
  run: ({ spec, environment, at }) => {
    if (environment.stage !== "production" || spec.configuration["allow.everyone.if.no.acl.found"] === false) return [];
    const ways = (["scram", "mtls"] as const).filter((way) => spec.authentication[way] !== undefined);
    return ways.map((way) => at(["authentication", way], `users of ${way} may do everything that no ACL forbids`));
  },
});

export const tooManyUsers = defineCheck<Spec, Uses>({
  code: "SF2130",
  title: "More Kafka users than a cluster takes",
  severity: "error",
  because: "MSK associates a thousand secrets with a cluster and refuses the next: the apply fails half-way.",
  instead: "Let programs share a user, or use `iam`, which has no such limit.",
  source: "Amazon MSK developer guide, sign-in credentials authentication: limitations",
  run: ({ spec, uses: { secrets }, atRoot }) => {
    const users = secrets?.kafkaUsers.length ?? 0;
    return spec.authentication.scram && users > mskQuotas.scramUsers
      ? [atRoot("secrets.entries", `${users} entries of kind msk-scram, but a cluster takes ${mskQuotas.scramUsers}`)]
      : [];
  },
});

/** Region of an ARN, or undefined where it names none. */
function regionOf(arn: string): string | undefined {
  return arn.split(":")[3] || undefined;
}

export const otherRegion = defineCheck<Spec, Uses>({
  code: "SF2126",
  title: "A key or a certificate authority of another region",
  severity: "error",
  because: "MSK uses keys and private CAs of the cluster's own region only: the plan looks right and the apply fails.",
  instead: "Name one of `aws.region`; a multi-Region key has a replica of its own ARN there.",
  source: "Amazon MSK API reference, EncryptionAtRest and Tls",
  run: ({ spec, environment, at }) => {
    const { region } = environment.aws;
    const { kmsKey } = spec.encryption;
    const arns = [
      ...(typeof kmsKey === "object" ? [{ path: ["encryption", "kmsKey", "arn"], arn: kmsKey.arn }] : []),
      ...(spec.authentication.mtls?.certificateAuthorityArns ?? []).map((arn, index) => ({
        path: ["authentication", "mtls", "certificateAuthorityArns", index],
        arn,
      })),
    ];
    return arns.flatMap(({ path, arn }) =>
      regionOf(arn) === region ? [] : [at(path, `it is in ${regionOf(arn) ?? "no region"}, the cluster in ${region}`)],
    );
  },
});
