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
    "Anyone who can listen on the network can read every message, and a client cannot verify that it talks to the right broker.",
  instead:
    "Write `inTransit: TLS`. Clients only need to change to port 9094, because a public CA signs MSK's certificates.",
  source: "Amazon MSK developer guide, encryption",
  run: ({ spec, at }) =>
    spec.encryption.inTransit === "TLS"
      ? []
      : [at("encryption.inTransit", `port ${mskListeners.plaintext.port} accepts unencrypted connections`)],
});

export const unauthenticatedInProduction = defineCheck<Spec, Uses>({
  code: "SF2121",
  title: "Clients without authentication in production",
  severity: "warning",
  because: "Anyone who reaches the brokers can read, write and delete every topic, and no log says who did.",
  instead: "Turn on `iam`, `scram` or `mtls` and turn `none` off once all clients have moved.",
  source: "Amazon MSK developer guide, authentication and authorization for Apache Kafka APIs",
  run: ({ spec, environment, at }) =>
    environment.stage === "production" && spec.authentication.none
      ? [at("authentication.none", "the brokers accept every client on the network")]
      : [],
});

export const combinationRefused = defineCheck<Spec, Uses>({
  code: "SF2115",
  title: "Authentication and encryption that do not match",
  severity: "error",
  because: "MSK refuses to create the cluster. The plan does not show this.",
  instead:
    "Use `inTransit: TLS` with `inCluster: true` for IAM, SCRAM and mutual TLS. Plaintext works only with `none`, and `TLS_PLAINTEXT` also needs `none`.",
  source: "Amazon MSK API reference, ClientAuthentication and EncryptionInTransit",
  run: ({ spec, at }) => {
    const ways = authenticationsOf(spec);
    const proven = ways.filter((way) => way !== "none");
    const { inTransit, inCluster } = spec.encryption;
    if (ways.length === 0) return [at("authentication", "every kind of authentication is off, even `none`")];
    if (proven.length === 0) return [];
    if (inTransit === "PLAINTEXT") return [at("encryption.inTransit", `${proven.join(", ")} authentication needs TLS`)];
    if (!inCluster)
      return [at("encryption.inCluster", `${proven.join(", ")} authentication needs encryption between the brokers`)];
    if (inTransit === "TLS_PLAINTEXT" && !spec.authentication.none)
      return [at("encryption.inTransit", "plaintext is open, but clients without authentication are refused")];
    return [];
  },
});

export const scramWithoutSecrets = defineCheck<Spec, Uses>({
  code: "SF2114",
  title: "SCRAM without credentials",
  severity: "error",
  because:
    "A SCRAM user is a secret that is associated with the cluster. Without a secret of kind msk-scram nobody can log in.",
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
            `entries of kind msk-scram: ${secrets.kafkaUsers.join(", ")}`,
          ),
        ];
  },
});

export const listenerIsOff = defineCheck<Spec, Uses>({
  code: "SF2118",
  title: "A client of a listener that is off",
  severity: "error",
  because: "The brokers do not listen on this port. The client waits until it times out.",
  instead: "Turn the listener on under `authentication` and `encryption`, or remove it from the client's list.",
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
  title: "Brokers that are open to every address",
  severity: "warning",
  because: "Brokers have only private addresses, so the rule admits every network that is ever peered with this one.",
  instead: "List the clients' networks.",
  run: ({ spec, at }) =>
    Object.entries(spec.clients).flatMap(([name, { cidr }]) =>
      cidr?.endsWith("/0") ? [at(["clients", name, "cidr"], `the client ${name} covers every address`)] : [],
    ),
});

export const nobodyMayAnything = defineCheck<Spec, Uses>({
  code: "SF2132",
  title: "A cluster on which nobody can set the first ACL",
  severity: "error",
  because:
    "With allow.everyone.if.no.acl.found false, a user without ACLs can do nothing. MSK has no super user for SCRAM or certificates, so nobody can ever create topics or ACLs.",
  instead:
    "Turn on `authentication.iam`, whose policies need no ACL, or leave the key out until administrators have their ACLs.",
  source: "Amazon MSK developer guide, Apache Kafka ACLs",
  run: ({ spec: { authentication, configuration }, at }) =>
    configuration["allow.everyone.if.no.acl.found"] === false && !authentication.iam
      ? [at(["configuration", "allow.everyone.if.no.acl.found"], "IAM is off, and a new cluster has no ACLs")]
      : [],
});

export const everyoneMayEverything = defineCheck<Spec, Uses>({
  code: "SF2127",
  title: "Kafka users with all rights in production",
  severity: "warning",
  because:
    "A user who logs in with SCRAM or a certificate can read, write and delete every resource that has no ACL, because the default of allow.everyone.if.no.acl.found is true.",
  instead:
    "First give every user its ACLs: the administrator can do this with `kafka-acls.sh` on the bastion. Then write `allow.everyone.if.no.acl.found: false`. The other order locks everyone out. Or use `iam`, where policies grant the rights.",
  source: "Amazon MSK developer guide, Apache Kafka ACLs",
  run: ({ spec, environment, at }) => {
    if (environment.stage !== "production" || spec.configuration["allow.everyone.if.no.acl.found"] === false) return [];
    const ways = (["scram", "mtls"] as const).filter((way) => spec.authentication[way] !== undefined);
    return ways.map((way) =>
      at(["authentication", way], `users of ${way} have every right on resources without an ACL`),
    );
  },
});

export const tooManyUsers = defineCheck<Spec, Uses>({
  code: "SF2130",
  title: "More Kafka users than a cluster allows",
  severity: "error",
  because:
    "MSK associates at most a thousand secrets with a cluster and refuses the next one. The apply fails halfway.",
  instead: "Share users between programs, or use `iam`, which has no such limit.",
  source: "Amazon MSK developer guide, sign-in credentials authentication: limitations",
  run: ({ spec, uses: { secrets }, atRoot }) => {
    const users = secrets?.kafkaUsers.length ?? 0;
    return spec.authentication.scram && users > mskQuotas.scramUsers
      ? [
          atRoot(
            "secrets.entries",
            `the environment has ${users} entries of kind msk-scram, but a cluster allows ${mskQuotas.scramUsers}`,
          ),
        ]
      : [];
  },
});

export const authorityUnknown = defineCheck<Spec, Uses>({
  code: "SF2134",
  title: "A CA that MSK does not know",
  severity: "error",
  because:
    "MSK accepts only client certificates of the AWS Private CAs in `msk.authentication.mtls`. No broker accepts a certificate of the environment's own CA.",
  instead:
    "Name an issuer that signs with one of these CAs in `certificates.issuer`, such as an AWSPCAClusterIssuer of the group awspca.cert-manager.io. Or remove `certificates`.",
  source: "Amazon MSK developer guide, mutual TLS client authentication; cert-manager/aws-privateca-issuer",
  run: ({ uses: { certificates }, atRoot }) =>
    certificates?.ownAuthority === true
      ? [atRoot("certificates", "the environment has its own CA, which signs itself")]
      : [],
});

/** Region of an ARN, or undefined where it names none. */
function regionOf(arn: string): string | undefined {
  return arn.split(":")[3] || undefined;
}

export const otherRegion = defineCheck<Spec, Uses>({
  code: "SF2126",
  title: "A key or a certificate authority of another region",
  severity: "error",
  because: "MSK uses only keys and private CAs of the cluster's region. The plan succeeds, and the apply fails.",
  instead: "Name a key or CA in `aws.region`. A multi-Region key has a replica with its own ARN there.",
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
      regionOf(arn) === region
        ? []
        : [at(path, `the ARN is in ${regionOf(arn) ?? "no region"}, but the cluster is in ${region}`)],
    );
  },
});
