import type { z } from "zod";
import type { Listener } from "../../../kafka/kafka.js";
import {
  type MskAuthentication,
  type MskListenerName,
  mskListeners,
  openListeners,
} from "../../../versions/msk-ports.js";
import type { mskSpec } from "./spec.js";

type Spec = Pick<z.output<typeof mskSpec>, "authentication" | "encryption">;

/** The ways to authenticate that are on. */
export function authenticationsOf({ authentication: { iam, scram, mtls, none } }: Spec): MskAuthentication[] {
  const on = { none, mtls: mtls !== undefined, scram: scram !== undefined, iam };
  return (Object.keys(on) as MskAuthentication[]).filter((way) => on[way]);
}

/** The ports' listeners that the brokers open. */
export function listenersOf(spec: Spec): readonly MskListenerName[] {
  return openListeners(authenticationsOf(spec), spec.encryption.inTransit);
}

/** What clients see: the TLS port is two ways in where certificates are accepted and not required. */
export type Way = Omit<Listener, "bootstrapServers"> & { readonly port: number; readonly listener: MskListenerName };

/**
 * The ways into the cluster, in order of preference: those that know who is there and need nothing but credentials, then those that know
 * nobody; last the one in the clear.
 */
export function waysOf(spec: Spec): Way[] {
  const open = listenersOf(spec);
  const { none } = spec.authentication;
  const candidates: { name: Listener["name"]; listener: MskListenerName; on: boolean }[] = [
    { name: "scram", listener: "scram", on: true },
    { name: "iam", listener: "iam", on: true },
    { name: "tls", listener: "tls", on: none },
    { name: "mtls", listener: "tls", on: spec.authentication.mtls !== undefined },
    { name: "plaintext", listener: "plaintext", on: true },
  ];
  return candidates
    .filter(({ listener, on }) => on && open.includes(listener))
    .map(({ name, listener }) => {
      const { port, protocol, mechanism } = mskListeners[listener];
      return { name, listener, port, protocol, mechanism: mechanism ?? undefined };
    });
}
