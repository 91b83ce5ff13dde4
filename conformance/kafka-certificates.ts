import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What stands in a Secret that cert-manager fills, by key. */
export interface CertificateSecret {
  readonly "tls.key": string;
  readonly "tls.crt": string;
  readonly "ca.crt": string;
}

/** As a `Certificate` of cert-manager asks for it. */
export interface CertificateSpec {
  readonly commonName: string;
  readonly dnsNames?: readonly string[];
}

const openssl = (...parameters: string[]): string =>
  execFileSync("openssl", parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

const newKey = (): string => openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");

/** A CA that signs as the environment's own does: elliptic keys in PKCS #8, PEM, client and server at once. */
export function certificateAuthority(folder: string): (spec: CertificateSpec) => CertificateSecret {
  mkdirSync(folder, { recursive: true });
  const caKey = join(folder, "ca.key");
  const caCertificate = join(folder, "ca.crt");
  const leafKey = join(folder, "leaf.key");
  writeFileSync(caKey, newKey());
  const ca = openssl("req", "-x509", "-key", caKey, "-subj", "/CN=Test Kafka CA", "-days", "10");
  writeFileSync(caCertificate, ca);
  return ({ commonName, dnsNames = [] }) => {
    const key = newKey();
    writeFileSync(leafKey, key);
    const extensions = [
      "basicConstraints=critical,CA:FALSE",
      "extendedKeyUsage=serverAuth,clientAuth",
      ...(dnsNames.length === 0 ? [] : [`subjectAltName=${dnsNames.map((name) => `DNS:${name}`).join(",")}`]),
    ];
    const signed = openssl(
      ...["req", "-x509", "-CA", caCertificate, "-CAkey", caKey, "-key", leafKey, "-days", "5"],
      ...["-subj", `/CN=${commonName}`, ...extensions.flatMap((extension) => ["-addext", extension])],
    );
    return { "tls.key": key, "tls.crt": signed, "ca.crt": ca };
  };
}

let versions = 0;

/** Writes files as the kubelet mounts a Secret: behind links that it swaps all at once when the Secret changes. */
export function mountSecret(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  const version = `..version-${++versions}`;
  mkdirSync(join(folder, version));
  for (const [key, text] of Object.entries(files)) writeFileSync(join(folder, version, key), text);
  const next = join(folder, "..data_tmp");
  symlinkSync(version, next);
  renameSync(next, join(folder, "..data"));
  for (const key of Object.keys(files)) {
    rmSync(join(folder, key), { force: true });
    symlinkSync(join("..data", key), join(folder, key));
  }
}
