import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = readFileSync(new URL("./templates/install-kafka-tools.sh", import.meta.url), "utf8");
const archive = "kafka_2.13-9.9.9.tgz";
const jar = "aws-msk-iam-auth-1.0.0-all.jar";
const digest = (algorithm: string, file: string) => createHash(algorithm).update(readFileSync(file)).digest("hex");

/** The script in a folder of its own, with files in place of the internet; only on machines with the tools of a Linux host. */
describe.skipIf(spawnSync("sha512sum", ["--version"]).status !== 0)("install-kafka-tools", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "bastion-"));
    for (const folder of ["opt", "etc", "bin", "web", "kafka_2.13-9.9.9/bin", "kafka_2.13-9.9.9/libs"])
      mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, "kafka_2.13-9.9.9/bin/kafka-topics.sh"), "#!/bin/sh\n");
    execFileSync("tar", ["-czf", join(root, "web", archive), "-C", root, "kafka_2.13-9.9.9"]);
    writeFileSync(join(root, "web", jar), "a library");
    const stub = (name: string, text: string) => {
      writeFileSync(join(root, "bin", name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(root, "bin", name), 0o755);
    };
    stub("dnf", "exit 0");
    stub("curl", `while [ $# -gt 2 ]; do shift; done; cp "${root}/web/\${2##*/}" "$1"`);
    stub("aws", `case "$6" in s3://tools/*) cp "${root}/web/\${6##*/}" "$7" ;; *) exit 9 ;; esac`);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function install(settings: Readonly<Record<string, string>> = {}) {
    const all = {
      AWS_REGION: "eu-central-1",
      TOOLS_BUCKET: "",
      KAFKA_VERSION: "9.9.9",
      KAFKA_ARCHIVE: archive,
      KAFKA_URL: `https://archive.example/${archive}`,
      KAFKA_SHA512: digest("sha512", join(root, "web", archive)),
      IAM_JAR: jar,
      IAM_JAR_URL: `https://releases.example/${jar}`,
      IAM_JAR_SHA256: digest("sha256", join(root, "web", jar)),
      ...settings,
    };
    writeFileSync(
      join(root, "etc/settings.sh"),
      Object.entries(all)
        .map(([name, value]) => `${name}='${value}'\n`)
        .join(""),
    );
    const local = script.replaceAll("/etc/kafka-bastion", join(root, "etc")).replaceAll("/opt", join(root, "opt"));
    return spawnSync("bash", ["--norc", "-c", local], {
      env: { PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}` },
      encoding: "utf8",
    });
  }
  const installed = (path: string) => existsSync(join(root, "opt/kafka", path));

  it("installs the tools and the IAM library where their digests are right", () => {
    const { status, stderr } = install();
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(installed("bin/kafka-topics.sh")).toBe(true);
    expect(installed(`libs/${jar}`)).toBe(true);
  });

  it.each(["aws", "internet"])("leaves nothing behind where a digest is wrong (%s)", (from) => {
    const { status } = install({ KAFKA_SHA512: "0".repeat(128), TOOLS_BUCKET: from === "aws" ? "tools" : "" });
    expect(status).not.toBe(0);
    expect(execFileSync("ls", [join(root, "opt")], { encoding: "utf8" })).toBe("");
  });

  it("installs no tools without the library that they need", () => {
    expect(install({ IAM_JAR_SHA256: "0".repeat(64) }).status).not.toBe(0);
    expect(installed("bin")).toBe(false);
  });

  it.each([
    [
      "Apache's layout",
      (hex: string) =>
        `${archive}: ${(hex.toUpperCase().match(/.{8}/g) ?? []).join(" ").replace(/(.{70})/g, "$1\n   ")}\n`,
    ],
    ["sha512sum's layout", (hex: string) => `${hex}  ${archive}\n`],
  ])("reads a published digest in %s", (_, layout) => {
    writeFileSync(join(root, "web", `${archive}.sha512`), layout(digest("sha512", join(root, "web", archive))));
    expect(install({ KAFKA_SHA512: "" }).status).toBe(0);
    expect(installed("bin/kafka-topics.sh")).toBe(true);
  });

  it("takes everything from the bucket where there is one", () => {
    writeFileSync(join(root, "bin/curl"), "#!/bin/sh\nexit 7\n");
    const { status, stderr } = install({ TOOLS_BUCKET: "tools" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(installed(`libs/${jar}`)).toBe(true);
  });

  it("does nothing a second time", () => {
    install();
    writeFileSync(join(root, "bin/dnf"), "#!/bin/sh\nexit 5\n");
    expect(install().status).toBe(0);
  });
});
