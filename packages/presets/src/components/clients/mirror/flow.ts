import type { EnvironmentInfo } from "@streamform/core";
import type { Listener, SecretKey } from "../../../kafka/facts.js";
import type { Credentials } from "../../../kafka/login.js";
import type { MirrorSettings } from "./spec.js";

/** A cluster, and how MirrorMaker logs in there. */
export interface Login {
  readonly listener: Pick<Listener, "protocol" | "trust" | "bootstrapServers">;
  readonly credentials: Credentials;
}

/** One end of a mirror. */
export interface End extends Login {
  readonly alias: string;
}

/** A mirror with its source and target. */
export interface MirrorFlow {
  /** Name of its objects. */
  readonly name: string;
  readonly settings: MirrorSettings;
  readonly source: End;
  readonly target: End;
  /**
   * Group of the workers, and the topics in the target that they keep their state in: two mirrors with one of them would take each other's work.
   * The environment's name makes them unique, and the underscores keep them from being mirrored.
   */
  readonly group: string;
  readonly internalTopics: { readonly config: string; readonly offset: string; readonly status: string };
}

/** Name of a mirror's objects. Strimzi adds up to 19 characters. */
export function nameOf(key: string): string {
  return `mirror-${key}`;
}

/** Secret with the password for the other cluster, and its key. */
export function passwordOf(key: string): SecretKey {
  return { secret: `${nameOf(key)}-password`, key: "password" };
}

export function mirrorFlowOf(
  key: string,
  settings: MirrorSettings,
  { name: environment }: Pick<EnvironmentInfo, "name">,
  login: Login,
): MirrorFlow {
  const { cluster } = settings;
  const here: End = { alias: settings.alias ?? environment, ...login };
  const there: End = { alias: cluster.alias, ...loginOf(cluster, passwordOf(key)) };
  const group = `${environment}-mirror-${key}`;
  return {
    name: nameOf(key),
    settings,
    source: settings.direction === "to" ? here : there,
    target: settings.direction === "to" ? there : here,
    group,
    internalTopics: { config: `__${group}-configs`, offset: `__${group}-offsets`, status: `__${group}-status` },
  };
}

/** The login at the other cluster. */
function loginOf({ bootstrapServers, tls, trust, scram }: MirrorSettings["cluster"], password: SecretKey): Login {
  const security = tls ? "SSL" : "PLAINTEXT";
  return {
    listener: {
      protocol: scram ? `SASL_${security}` : security,
      trust: tls ? trust : undefined,
      bootstrapServers: bootstrapServers.join(","),
    },
    credentials: scram
      ? {
          authentication: scram.mechanism === "SCRAM-SHA-256" ? "scram-sha-256" : "scram-sha-512",
          secret: password.secret,
          password: password.key,
          username: scram.username,
        }
      : { authentication: "none" },
  };
}
