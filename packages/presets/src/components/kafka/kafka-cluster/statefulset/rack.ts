import { type Container, KubeClusterRole, KubeClusterRoleBinding, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import { containerSecurity } from "../../../../kubernetes/pod-security.js";
import type { KubernetesCluster } from "../part.js";
import { folders, nameOf } from "./names.js";
import { runMount } from "./stateful-set.js";

const token = { name: "api-token", mountPath: "/var/run/secrets/streamform" };

/**
 * How a broker learns its rack, the zone of its node: a container before it asks the API server for the node's labels. Labels of nodes reach pods
 * by themselves only since Kubernetes 1.35 (KEP-4742, beta); a StatefulSet a zone would give up one row of ids, and an even spread with it.
 */
export function rack(part: Pick<KubernetesCluster, "chart" | "exports" | "name" | "namespace">): {
  container: Container;
  tokenMount: string;
} {
  const { chart, exports, name, namespace } = part;
  const role = name("kubernetes", "rack");
  new KubeClusterRole(chart, "rack-role", {
    metadata: { name: role },
    rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }],
  });
  new KubeClusterRoleBinding(chart, "rack-binding", {
    metadata: { name: role },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
    subjects: [{ kind: "ServiceAccount", name: nameOf(exports, "broker"), namespace }],
  });
  return {
    tokenMount: token.name,
    container: {
      name: "find-zone",
      image: exports.image.name,
      imagePullPolicy: "IfNotPresent",
      command: ["bash", `${folders.configuration}/find-zone.sh`],
      env: [
        { name: "NODE_NAME", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "spec.nodeName" } } },
        { name: "API_SERVER", value: "https://kubernetes.default.svc" },
        { name: "TOKEN_DIR", value: token.mountPath },
        { name: "ZONE_FILE", value: `${folders.run}/zone` },
      ],
      resources: {
        requests: { cpu: Quantity.fromString("50m"), memory: Quantity.fromString("64Mi") },
        limits: { memory: Quantity.fromString("64Mi") },
      },
      securityContext: containerSecurity,
      terminationMessagePath: "/dev/termination-log",
      terminationMessagePolicy: "FallbackToLogsOnError",
      volumeMounts: [
        { name: "configuration", mountPath: folders.configuration, readOnly: true },
        runMount,
        { ...token, readOnly: true },
      ],
    },
  };
}
