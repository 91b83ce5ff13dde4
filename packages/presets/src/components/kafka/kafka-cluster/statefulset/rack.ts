import { KubeClusterRole, KubeClusterRoleBinding } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { Program } from "../../../../process/process.js";
import type { KubernetesCluster } from "../part.js";
import { folders, nameOf } from "./names.js";
import { configuration, runFolder } from "./server.js";

export const tokenFolder = { name: "api-token", path: "/var/run/secrets/streamform", token: 3600 } as const;

/**
 * How a broker learns its rack, the zone of its node: a program before it asks the API server for the node's labels. Labels of nodes reach pods
 * by themselves only since Kubernetes 1.35 (KEP-4742, beta); a StatefulSet a zone would give up one row of ids, and an even spread with it.
 */
export function findZone({ image }: Pick<KubernetesCluster["exports"], "image">): Program {
  return {
    name: "find-zone",
    image: image.name,
    command: ["bash", `${folders.configuration}/find-zone.sh`],
    environment: {
      NODE_NAME: { own: "node" },
      API_SERVER: "https://kubernetes.default.svc",
      TOKEN_DIR: tokenFolder.path,
      ZONE_FILE: `${folders.run}/zone`,
    },
    given: { cpu: 0.05, memory: 64 },
    sees: [configuration, runFolder.name, tokenFolder.name],
  };
}

/** Lets brokers read nodes. */
export function rackRole(part: Pick<KubernetesCluster, "chart" | "exports" | "name" | "namespace">): void {
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
}
