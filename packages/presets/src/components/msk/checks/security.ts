import { check } from "@streamform/core";
import { mskListeners } from "../../../versions/msk-ports.js";
import { authenticationsOf, listenersOf } from "../listeners.js";
import type { mskSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof mskSpec;
type Uses = typeof uses;

export const plaintextAllowed = check<Spec, Uses>({
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

export const unauthenticatedInProduction = check<Spec, Uses>({
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

export const combinationRefused = check<Spec, Uses>({
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

export const scramWithoutSecrets = check<Spec, Uses>({
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

export const listenerIsOff = check<Spec, Uses>({
  code: "SF2118",
  title: "A client of a listener that is off",
  severity: "error",
  because: "Port and protocol do not match: the brokers do not listen there, and the client waits until it times out.",
  instead: "Turn the listener on by `authentication` and `encryption`, or take it off the client's list.",
  source: "Amazon MSK developer guide, port information",
  run: ({ spec, at }) => {
    const open = listenersOf(spec);
    return Object.entries(spec.clients).flatMap(([name, { listeners = [] }]) =>
      listeners.flatMap((listener, index) =>
        open.includes(listener)
          ? []
          : [
              at(
                ["clients", name, "listeners", index],
                `${listener} (port ${mskListeners[listener].port}) is off; open: ${open.join(", ")}`,
              ),
            ],
      ),
    );
  },
});

export const openToTheWorld = check<Spec, Uses>({
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
