import { ports } from "../exports.js";

/** A listener of brokers or controllers. Names are those that Strimzi gives, so that metrics bear the same labels with both engines. */
export interface ServerListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: "SSL" | "SASL_SSL";
  /** Whether whoever connects has to show a certificate. */
  readonly certificate: boolean;
}

export const controlPlane: ServerListener = {
  name: "CONTROLPLANE-9090",
  port: ports.controller,
  protocol: "SSL",
  certificate: true,
};

export const replication: ServerListener = {
  name: "REPLICATION-9091",
  port: ports.replication,
  protocol: "SSL",
  certificate: true,
};

const scram: ServerListener = { name: "SCRAM-9092", port: ports.scram, protocol: "SASL_SSL", certificate: false };
const mtls: ServerListener = { name: "MTLS-9093", port: ports.mtls, protocol: "SSL", certificate: true };

export const external: ServerListener = {
  name: "EXTERNAL-9094",
  port: ports.external,
  protocol: "SASL_SSL",
  certificate: false,
};

/** Listeners of brokers. */
export function brokerListeners({ external: isOpen }: { readonly external?: unknown }): readonly ServerListener[] {
  return [replication, scram, mtls, ...(isOpen === undefined ? [] : [external])];
}
