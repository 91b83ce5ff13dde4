import type { KubernetesCluster } from "../part.js";
import { folders, hostOf, podsOf, zookeeperPorts } from "./names.js";
import { propertiesFile } from "./properties-file.js";
import { stores } from "./server-properties.js";

/** Port of ZooKeeper's AdminServer, which answers the probes; it listens inside the pod alone. */
export const adminPort = 8080;

/**
 * `zoo.cfg` of the ensemble. Clients come by TLS with a certificate, and so do the servers to each other; there is no port in the clear.
 *
 * Source: ZooKeeper administrator's guide 3.8, encryption, authentication and authorization options.
 */
export function zooCfg({
  spec,
  exports,
  environment,
}: Pick<KubernetesCluster, "spec" | "exports" | "environment">): string {
  const { namespace } = environment.kubernetes;
  const pods = podsOf(exports, "zookeeper", spec.zookeeper.replicas);
  const stored = (prefix: string) => ({
    [`${prefix}keyStore.location`]: stores.key,
    [`${prefix}keyStore.type`]: "PEM",
    [`${prefix}trustStore.location`]: stores.trust,
    [`${prefix}trustStore.type`]: "PEM",
    [`${prefix}clientAuth`]: "need",
  });
  return propertiesFile({
    "Where its data is": {
      dataDir: folders.zookeeperData,
      dataLogDir: folders.zookeeperLog,
      "autopurge.snapRetainCount": 5,
      "autopurge.purgeInterval": 6,
    },
    "How long servers wait for each other": {
      tickTime: 2000,
      // A follower may be sent a snapshot of everything when it joins: a minute, where the usual is twenty seconds.
      initLimit: 30,
      syncLimit: 5,
    },
    Clients: {
      secureClientPort: zookeeperPorts.client,
      secureClientPortAddress: "0.0.0.0",
      serverCnxnFactory: "org.apache.zookeeper.server.NettyServerCnxnFactory",
      "authProvider.x509": "org.apache.zookeeper.server.auth.X509AuthenticationProvider",
      ...stored("ssl."),
      maxClientCnxns: 0,
    },
    "Probes and metrics": {
      "admin.enableServer": true,
      "admin.serverAddress": "127.0.0.1",
      "admin.serverPort": adminPort,
    },
    "The other servers": {
      sslQuorum: true,
      ...stored("ssl.quorum."),
      standaloneEnabled: false,
      // A pod's name leads to its address only once the pod has one; a server must not look for its own to listen.
      quorumListenOnAllIPs: true,
      ...Object.fromEntries(
        pods.map((pod, index) => [
          `server.${index + 1}`,
          `${hostOf(exports, namespace, "zookeeper", pod)}:${zookeeperPorts.quorum}:${zookeeperPorts.election}`,
        ]),
      ),
    },
  });
}
