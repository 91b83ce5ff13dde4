import { describe, expect, it } from "vitest";
import { compileObject } from "../../../testing.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { externalKafka } from "../../kafka/external-kafka/index.js";
import { topics } from "./index.js";

const login = {
  bootstrapServers: ["kafka.acme.example:9093"],
  trust: { secret: "acme-ca" },
  administrator: { secretsManager: "acme/admin" },
};

describe.each([
  ["plain", "PLAIN", "plain.PlainLoginModule"],
  ["scram", "SCRAM-SHA-512", "scram.ScramLoginModule"],
])("topics by a Job at a Kafka elsewhere that takes passwords by %s", (listener, mechanism, module) => {
  const { manifest, file } = compileObject(
    {
      externalKafka: { version: "4.1.0", listeners: { [listener]: login } },
      secretStores: {},
      topics: { orders: { partitions: 6 } },
    },
    secretStores,
    externalKafka,
    topics,
  );

  it("log in by that mechanism, with the administrator's password", () => {
    const { data } = manifest("topics", "ConfigMap") as unknown as { readonly data: Readonly<Record<string, string>> };
    expect(data["client.properties"]).toContain(`sasl.mechanism=${mechanism}\n`);
    const secret = file("kubernetes/topics/externalsecret-topics-client.yaml");
    expect(secret).toContain(`org.apache.kafka.common.security.${module} required`);
    expect(secret).toContain("key: acme/admin");
  });

  it("trust the CA that signs the brokers' certificates", () => {
    const { data } = manifest("topics", "ConfigMap") as unknown as { readonly data: Readonly<Record<string, string>> };
    expect(data["client.properties"]).toContain("ssl.truststore.location=/mnt/trust/ca.crt\n");
    const job = manifest("topics", "Job") as unknown as {
      readonly spec: { readonly template: { readonly spec: { readonly volumes: readonly unknown[] } } };
    };
    expect(job.spec.template.spec.volumes).toContainEqual({
      name: "trust",
      secret: { secretName: "acme-ca", defaultMode: 0o440, items: [{ key: "ca.crt", path: "ca.crt" }] },
    });
  });
});
