import { defineCheck } from "@streamform/core";
import type { ClusterExports } from "../exports.js";
import type { kafkaClusterSpec } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof kafkaClusterSpec;
type Uses = typeof uses;

export const noCertificates = defineCheck<Spec, Uses>({
  code: "SF2819",
  title: "StatefulSets without certificates",
  severity: "error",
  because:
    "Brokers, ZooKeeper and administrators know each other by certificates. Strimzi has a CA of its own; StatefulSets have what cert-manager gives them.",
  instead: "Add `certificates: {}`, or use the engine strimzi.",
  run: ({ spec, uses: { certificates }, at }) =>
    spec.engine === "statefulset" && certificates === undefined ? [at("engine", "nobody signs the certificates")] : [],
});

/** Longest name of a Service, and what Strimzi puts behind the cluster's for clients outside. */
const longestService = 63;
const externalService = "-kafka-external-bootstrap";

export const nameTooLong = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2820",
  title: "A cluster's name that leaves no room for its Services'",
  severity: "error",
  because:
    "The Service for clients outside of the cluster gets a name that Kubernetes refuses, and the operator stops there.",
  instead: `Name the environment with ${longestService - externalService.length} characters at most, or do without \`external\`.`,
  source: "Kubernetes documentation, object names; Strimzi, ListenersUtils",
  run: ({ spec, exports, at }) => {
    const service = `${exports.cluster}${externalService}`;
    return spec.external !== undefined && service.length > longestService
      ? [at("external", `${service} has ${service.length} characters, and ${longestService} are allowed`)]
      : [];
  },
});

export const openToTheWorld = defineCheck<Spec, Uses>({
  code: "SF2821",
  title: "Brokers that the whole internet can reach",
  severity: "warning",
  because:
    "Whoever finds the load balancers can try passwords and take up connections, and a flaw in the brokers' TLS or SASL is open to all.",
  instead: "Name the networks of the clients under `external.sources`, or use the scheme internal.",
  source: "AWS Well-Architected Framework, SEC05: protecting networks",
  run: ({ spec: { external }, at }) =>
    external?.scheme === "internet-facing"
      ? external.sources.flatMap((source, index) =>
          source === "0.0.0.0/0" ? [at(["external", "sources", index], "everybody may connect from the internet")] : [],
        )
      : [],
});

export const clientOfOwnNamespace = defineCheck<Spec, Uses>({
  code: "SF2862",
  title: "A client in the environment's own namespace",
  severity: "warning",
  because: "All pods of the environment's namespace may connect anyway. The client's labels keep no pod out.",
  instead: "Remove the client, or run the applications in their own namespace.",
  run: ({ spec: { clients }, environment, at }) =>
    Object.entries(clients).flatMap(([name, { namespace }]) =>
      namespace === environment.kubernetes.namespace
        ? [at(["clients", name, "namespace"], `${namespace} is the brokers' own namespace`)]
        : [],
    ),
});
