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
    "Brokers, ZooKeeper and administrators authenticate each other by certificates. Strimzi has its own CA. StatefulSets need certificates from cert-manager.",
  instead: "Add `certificates: {}`, or use the engine strimzi.",
  run: ({ spec, uses: { certificates }, at }) =>
    spec.engine === "statefulset" && certificates === undefined
      ? [at("engine", "the environment has no issuer for the certificates")]
      : [],
});

/** Longest name of a Service, and what Strimzi puts behind the cluster's for clients outside. */
const longestService = 63;
const externalService = "-kafka-external-bootstrap";

export const nameTooLong = defineCheck<Spec, Uses, ClusterExports>({
  code: "SF2820",
  title: "A cluster name that is too long for its Services",
  severity: "error",
  because: "Kubernetes refuses the name of the Service for external clients, and the operator stops at this error.",
  instead: `Give the environment a name of at most ${longestService - externalService.length} characters, or remove \`external\`.`,
  source: "Kubernetes documentation, object names; Strimzi, ListenersUtils",
  run: ({ spec, exports, at }) => {
    const service = `${exports.cluster}${externalService}`;
    return spec.external !== undefined && service.length > longestService
      ? [
          at(
            "external",
            `the Service name ${service} has ${service.length} characters, but Kubernetes allows ${longestService}`,
          ),
        ]
      : [];
  },
});

export const openToTheWorld = defineCheck<Spec, Uses>({
  code: "SF2821",
  title: "Brokers that are open to the whole internet",
  severity: "warning",
  because:
    "Anyone who finds the load balancers can guess passwords, use up connections, and exploit a flaw in the brokers' TLS or SASL.",
  instead: "List the clients' networks under `external.sources`, or use the scheme internal.",
  source: "AWS Well-Architected Framework, SEC05: protecting networks",
  run: ({ spec: { external }, at }) =>
    external?.scheme === "internet-facing"
      ? external.sources.flatMap((source, index) =>
          source === "0.0.0.0/0"
            ? [at(["external", "sources", index], "the load balancers accept connections from the whole internet")]
            : [],
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
