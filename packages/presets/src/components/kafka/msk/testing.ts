import { codes, compileObject } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";
import { msk } from "./index.js";

export const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

/** A cluster that no check has anything against. */
const sound = { kafkaVersion: "3.9.x", configuration: { "log.retention.ms": "3d" } };

/** An environment with three zones; `spec` is laid over the sound cluster, `rest` over the environment. */
export function environment(spec: object = {}, rest: object = {}) {
  return { network: { zones }, msk: { ...sound, ...spec }, ...rest };
}

export function compileMsk(spec: object = {}, rest: object = {}) {
  return compileObject(environment(spec, rest), network, secrets, msk);
}

/** The resources of the cluster's stack. */
export function resourcesOf(spec: object = {}, rest: object = {}) {
  return compileMsk(spec, rest).terraform("msk").resource;
}

export function clusterOf(spec: object = {}, rest: object = {}) {
  return resourcesOf(spec, rest)["aws_msk_cluster"]?.["cluster"] ?? {};
}

/** Codes of the checks' findings. */
export function findings(spec: object = {}, rest: object = {}): string[] {
  return codes(environment(spec, rest), network, secrets, msk);
}
