import type { Deferred, EnvironmentInfo } from "@streamform/core";
import type { ClientCertificate, SecretKey } from "../../../kafka/facts.js";
import type { MirrorSettings } from "./spec.js";

/** One end of a mirror, and how MirrorMaker gets in. */
export interface End {
  readonly alias: string;
  readonly bootstrapServers: string;
  readonly tls: boolean;
  readonly trust: SecretKey | undefined;
  readonly certificate?: ClientCertificate | undefined;
  readonly scram?: { readonly mechanism: string; readonly username: string; readonly password: SecretKey } | undefined;
  /** Whether it logs in with the AWS credentials of its pod. */
  readonly iam?: boolean | undefined;
  /** Its addresses, if they are known only after apply. Then `bootstrapServers` reads them from a variable. */
  readonly deferredServers?: Deferred<string> | undefined;
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

/** This cluster as MirrorMaker sees it. */
export interface ThisCluster {
  readonly bootstrapServers: string;
  readonly trust: SecretKey | undefined;
  readonly certificate?: End["certificate"];
  readonly scram?: End["scram"];
  readonly iam?: End["iam"];
  readonly deferredServers?: End["deferredServers"];
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
  thisCluster: ThisCluster,
): MirrorFlow {
  const { cluster } = settings;
  const here: End = {
    alias: settings.alias ?? environment,
    tls: true,
    ...thisCluster,
  };
  const there: End = {
    alias: cluster.alias,
    bootstrapServers: cluster.bootstrapServers.join(","),
    tls: cluster.tls,
    trust: cluster.trust,
    scram: cluster.scram && { ...cluster.scram, password: passwordOf(key) },
  };
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
