import type { DescribePart } from "@streamform/core";
import { administratorOf } from "../../../kafka/administrator.js";
import { iamLibrary } from "../../../kafka/iam/library.js";
import type { Kafka, Listener } from "../../../kafka/kafka.js";
import { type Credentials, clientLogin, provider } from "../../../kafka/login.js";
import { kafkaProcessUser } from "../../../kafka/process-user.js";
import { propertiesOf } from "../../../kafka/properties.js";
import type { Process, Program, Running } from "../../../process/process.js";
import { templates } from "../../../process/templates.js";
import { imageName } from "../../../versions/image-name.js";
import { ownLogin } from "../../clients/users/own-user.js";
import { backupName, restoreName } from "./names.js";
import type { backupSpec } from "./spec.js";
import { targetOf } from "./target.js";
import type { uses } from "./uses.js";

/** Folders of both programs: scripts and settings, and the backup. */
const files = "/etc/streamform/files";
const folder = "/backup";
const properties = "client.properties";

type Part = Pick<DescribePart<typeof backupSpec, typeof uses>, "spec" | "environment" | "uses" | "name">;

/** The process that creates a backup: it writes the cluster's metadata to files, and uploads them. */
export function backupProcess(part: Part): Process {
  const { kafka } = part.uses;
  return process(part, backupName, () => {
    const way = ownLogin(kafka, backupName);
    if (!way) return undefined; // SF2964 says so
    const collect = onKafka(part, way, "collect", "backup.sh");
    return runningIn(
      kafka,
      way,
      ["backup.sh", "upload.sh"],
      [{ ...collect, command: [...collect.command, folder] }, onAws(part, "upload", "upload.sh")],
    );
  });
}

/** The process that restores one. It creates topics and gives rights, and so could take any: it logs in as an administrator. */
export function restoreProcess(part: Part): Process {
  const { kafka } = part.uses;
  return process(part, restoreName, () => {
    const way = administratorOf(kafka, restoreSecret);
    if (!way) return undefined; // SF2964 says so
    const download = onAws(part, "download", "download.sh");
    const restore = onKafka(part, way, "restore", "restore.sh");
    return runningIn(
      kafka,
      way,
      ["download.sh", "restore.sh"],
      [
        { ...download, environment: { ...download.environment, BACKUP: "latest" } },
        {
          ...restore,
          environment: { ...restore.environment, DRY_RUN: "true", RESTORE: "topics acls quotas offsets" },
        },
      ],
    );
  });
}

function process({ spec, environment }: Part, name: string, runs: Process["runs"]): Process {
  return {
    name,
    labels: {
      "app.kubernetes.io/name": "backup",
      "app.kubernetes.io/part-of": environment.name,
      "app.kubernetes.io/component": name,
    },
    given: { cpu: 0.1, memory: 512 },
    pods: spec,
    identity: { name: backupName, roleArn: spec.roleArn, isShared: name !== backupName },
    runs,
  };
}

/** Secret with the administrator's password that a restore logs in by, where it is a password. */
export const restoreSecret = "backup-restore-client";

interface WayIn {
  readonly listener: Listener;
  readonly credentials: Credentials;
}

/** Two programs, of which the first leaves a folder for the second. */
function runningIn(
  kafka: Kafka,
  { listener, credentials }: WayIn,
  scripts: readonly string[],
  [first, second]: readonly [Program, Program],
): Running {
  const login = clientLogin(listener, credentials);
  const library = iamLibrary(credentials.authentication, kafka.programs, files);
  const withLibrary = (program: Program): Program =>
    program.image === kafka.programs.image
      ? { ...program, environment: { ...program.environment, ...library.environment } }
      : program;
  return {
    user: kafkaProcessUser,
    before: [...library.before, withLibrary(first)],
    program: withLibrary(second),
    folders: [
      {
        name: "files",
        path: files,
        files: {
          ...templates(import.meta.url, ...scripts),
          [properties]: propertiesOf({ ...provider, ...login.settings }),
          ...library.files,
        },
      },
      { name: "backup", path: folder, scratch: 256 },
      { name: "tmp", path: "/tmp", scratch: 512 },
      ...login.folders,
      ...library.folders,
    ],
  };
}

function onKafka({ environment, uses: { kafka } }: Part, { listener }: WayIn, name: string, script: string): Program {
  return {
    name,
    image: kafka.programs.image,
    command: ["bash", `${files}/${script}`],
    environment: {
      KAFKA_BOOTSTRAP_SERVERS: listener.bootstrapServers,
      KAFKA_CLIENT_CONFIG: `${files}/${properties}`,
      KAFKA_CLUSTER: kafka.clusterName ?? environment.name,
      KAFKA_HEAP_OPTS: "-Xms64m -Xmx256m",
      LOG_DIR: "/tmp/logs",
      BACKUP_FOLDER: folder,
    },
  };
}

function onAws(part: Part, name: string, script: string): Program {
  const { region, url } = targetOf(part);
  return {
    name,
    image: imageName(part.uses.versions.images.awsCli),
    command: ["bash", `${files}/${script}`],
    environment: { AWS_REGION: region, BACKUP_FOLDER: folder, BACKUP_TARGET: url, HOME: "/tmp" },
    given: { cpu: 0.1, memory: 256 },
    // A key to Kafka is of no use to the AWS command line.
    sees: ["files", "backup", "tmp"],
  };
}
