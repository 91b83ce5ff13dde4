import { readFileSync } from "node:fs";
import { escapeFor } from "@streamform/core";
import type { Listener } from "../../../kafka/kafka.js";
import { clientProperties } from "./client-properties.js";
import type { toolsFor } from "./tools.js";

const quoted = escapeFor("settings.sh");
const asset = (name: string) => readFileSync(new URL(`./templates/${name}`, import.meta.url), "utf8");

/** What the instance has to know. */
export interface BastionSettings {
  readonly region: string;
  /** Bucket that the tools come from; undefined where they come from the internet. */
  readonly bucket: string | undefined;
  /** Prefix of the names of the SSM parameters with the bootstrap servers; the listener's name follows. */
  readonly parameterPrefix: string;
  readonly listeners: readonly [Pick<Listener, "name">, ...Pick<Listener, "name">[]];
  readonly tools: ReturnType<typeof toolsFor>;
}

/**
 * The instance's cloud-config, as JSON, which is YAML. Scripts are written as they are and read their settings from a file, so that no
 * value becomes a program. Bootstrap servers are looked up when they are needed: no change of the brokers replaces the instance.
 */
export function userData(settings: BastionSettings): string {
  const file = (path: string, permissions: string, content: string) => ({
    path,
    owner: "root:root",
    permissions,
    content,
  });
  const config = {
    write_files: [
      file("/etc/kafka-bastion/settings.sh", "0644", settingsFile(settings)),
      ...settings.listeners.map((listener) =>
        file(`/etc/kafka-bastion/${listener.name}.properties`, "0644", clientProperties(listener)),
      ),
      file("/usr/local/sbin/install-kafka-tools", "0755", asset("install-kafka-tools.sh")),
      file("/usr/local/bin/kafka-env", "0644", asset("kafka-env.sh")),
      file("/etc/systemd/system/kafka-tools.service", "0644", asset("kafka-tools.service")),
    ],
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", "kafka-tools.service"],
    ],
  };
  return `#cloud-config\n${JSON.stringify(config, undefined, 2)}\n`;
}

/** Variables for the scripts, quoted for a shell. */
function settingsFile({
  region,
  bucket = "",
  parameterPrefix,
  listeners,
  tools: { version, archive, jar },
}: BastionSettings): string {
  const variables = {
    AWS_REGION: region,
    TOOLS_BUCKET: bucket,
    PARAMETER_PREFIX: parameterPrefix,
    DEFAULT_LISTENER: listeners[0].name,
    LISTENERS: listeners.map(({ name }) => name).join(" "),
    KAFKA_VERSION: version,
    KAFKA_ARCHIVE: archive.name,
    KAFKA_URL: archive.url,
    KAFKA_SHA512: archive.sha512,
    IAM_JAR: jar?.name ?? "",
    IAM_JAR_URL: jar?.url ?? "",
    IAM_JAR_SHA256: jar?.sha256 ?? "",
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}='${quoted(value)}'\n`)
    .join("");
}

/** Text that Terraform has to take as it is: what would begin an expression is escaped. */
export function literal(text: string): string {
  return text.replace(/([$%])(?=\{)/g, "$1$1");
}
