import { describe, expect, it } from "vitest";
import { type Credentials, clientLogin } from "./login.js";

const listener = { protocol: "SASL_SSL", trust: { secret: "ca", key: "ca.crt" } } as const;
const password = { secret: "ingest", password: "password", username: "ingest" } as const;
const logins: Readonly<Record<string, readonly [Credentials, Readonly<Record<string, string>>]>> = {
  nothing: [{ authentication: "none" }, {}],
  "a certificate": [
    { authentication: "tls", certificate: { secret: "ingest", certificate: "tls.crt", privateKey: "tls.key" } },
    {
      "ssl.keystore.type": "PEM",
      "ssl.keystore.certificate.chain": `\${files:/mnt/user:tls.crt}`,
      "ssl.keystore.key": `\${files:/mnt/user:tls.key}`,
    },
  ],
  "a password": [
    { authentication: "scram-sha-512", ...password },
    {
      "sasl.mechanism": "SCRAM-SHA-512",
      "sasl.jaas.config": `org.apache.kafka.common.security.scram.ScramLoginModule required username="ingest" password="\${files:/mnt/user:password}";`,
    },
  ],
  "a password in a whole JAAS line": [
    { authentication: "scram-sha-512", ...password, jaasConfig: "sasl.jaas.config" },
    { "sasl.mechanism": "SCRAM-SHA-512", "sasl.jaas.config": `\${files:/mnt/user:sasl.jaas.config}` },
  ],
  "a password over PLAIN": [
    { authentication: "plain", ...password },
    {
      "sasl.mechanism": "PLAIN",
      "sasl.jaas.config": `org.apache.kafka.common.security.plain.PlainLoginModule required username="ingest" password="\${files:/mnt/user:password}";`,
    },
  ],
  "AWS credentials": [
    { authentication: "iam" },
    {
      "sasl.mechanism": "AWS_MSK_IAM",
      "sasl.jaas.config": "software.amazon.msk.auth.iam.IAMLoginModule required;",
      "sasl.client.callback.handler.class": "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
    },
  ],
};

describe.each(Object.entries(logins))("a login by %s", (_, [credentials, proof]) => {
  it("has the settings that prove who the client is, and the CA", () => {
    expect(clientLogin(listener, credentials).settings).toEqual({
      "security.protocol": "SASL_SSL",
      ...proof,
      "ssl.truststore.type": "PEM",
      "ssl.truststore.location": "/mnt/trust/ca.crt",
    });
  });

  it("mounts every file that its settings name, and no other key of the Secrets", () => {
    const { settings, files, folders } = clientLogin(listener, credentials);
    const named = Object.values(settings).flatMap((value) =>
      [...value.matchAll(/\$\{files:([^:}]+):([^}]+)\}|^(\/mnt\/.+)$/g)].map(([, folder, file, path]) =>
        path === undefined ? `${folder}/${file}` : path,
      ),
    );
    expect([...files].sort()).toEqual(named.sort());
    for (const { secrets } of folders) for (const { keys } of secrets) expect(Object.keys(keys ?? {})).not.toEqual([]);
  });

  it("keeps the files of two clusters apart", () => {
    const [source, target] = ["source", "target"].map((end) => clientLogin(listener, credentials, end));
    const all = [...(source?.folders ?? []), ...(target?.folders ?? [])];
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(new Set(all.map(({ path }) => path)).size).toBe(all.length);
  });
});
