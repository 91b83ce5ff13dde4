import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KafkaCluster } from "./kafka-cluster.js";

/** A script's run, and what it called. */
export interface Run {
  readonly status: number | null;
  readonly lines: readonly string[];
  readonly shown: string;
  /** Command lines of the tools that it called. */
  readonly calls: string;
}

/** A folder with a `kubectl` that knows the administrator's Secret, and that of the CA. */
export function kubectl({ adminSecret, folder }: KafkaCluster): string {
  const tools = join(folder, "kubectl");
  mkdirSync(tools);
  const key = `$(printf %s "$7" | sed 's/.*"\\(.*\\)".*/\\1/')`;
  writeFileSync(join(tools, "kubectl"), `#!/bin/sh\nexec base64 "${adminSecret}/${key}"\n`, { mode: 0o755 });
  return tools;
}

/** How verify-cluster.sh may ask ZooKeeper too: by the administrator's certificate. */
export function zookeeper({ adminConfig, adminSecret, folder }: KafkaCluster) {
  const file = join(folder, "zookeeper-client.properties");
  const [keystore = ""] = /(?<=ssl\.keystore\.location=).+/.exec(readFileSync(adminConfig, "utf8")) ?? [];
  const settings = {
    "zookeeper.ssl.client.enable": "true",
    "zookeeper.clientCnxnSocket": "org.apache.zookeeper.ClientCnxnSocketNetty",
    "zookeeper.ssl.keystore.type": "PEM",
    "zookeeper.ssl.keystore.location": keystore,
    "zookeeper.ssl.truststore.type": "PEM",
    "zookeeper.ssl.truststore.location": join(adminSecret, "ca.crt"),
  };
  writeFileSync(
    file,
    Object.entries(settings)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(""),
  );
  return { ZOOKEEPER: "test-zookeeper-0.test-zookeeper-nodes.kafka.svc:2182", ZOOKEEPER_TLS_CONFIG: file };
}

/** A folder of Kafka's tools, each of which notes what it was called with before it does it. */
export function listeningTools({ bin, folder }: KafkaCluster, calls: string): string {
  const tools = join(folder, "tools");
  mkdirSync(tools);
  // Kafka's own zookeeper-shell.sh takes the address without an option; the one of the tests' tools does not.
  const given = (name: string) => (name === "zookeeper-shell.sh" ? "-server " : "");
  for (const name of readdirSync(bin))
    writeFileSync(
      join(tools, name),
      `#!/bin/sh\nprintf '%s %s\\n' '${name}' "$*" >>'${calls}'\nexec '${join(bin, name)}' ${given(name)}"$@"\n`,
      { mode: 0o755 },
    );
  return tools;
}
