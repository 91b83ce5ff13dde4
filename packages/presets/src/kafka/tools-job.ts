import type { Folder, Process, User, Variable } from "../process/process.js";
import { kafkaUser } from "../versions/strimzi.js";
import { kafkaToolsFor } from "../versions/versions.js";
import type { Administrator } from "./administrator.js";
import type { KafkaFacts } from "./facts.js";
import { iamLibrary, type LibrarySource } from "./iam/library.js";
import { clientLogin, provider } from "./login.js";
import { propertiesOf } from "./properties.js";

/** Folder of the Job's scripts and settings. */
export const toolsFiles = "/etc/streamform/files";

/** What a Job does with Kafka's tools. */
export interface ToolsJob {
  readonly administrator: Administrator;
  /** Script that the Job runs; its program has the same name. */
  readonly script: URL;
  /** Files beside the script, in `toolsFiles`. */
  readonly files: Readonly<Record<string, string>>;
  /** Variables beside the administrator's. */
  readonly environment: Readonly<Record<string, Variable>>;
  /** Folders beside the administrator's, which replace those of the same name. Default: none. */
  readonly folders?: readonly Folder[];
  /** Default: the image whose tools suit the brokers. */
  readonly image?: string | undefined;
  /** Where the library for IAM is. Default: Maven Central. */
  readonly library?: LibrarySource | undefined;
}

/**
 * A Job that changes a Kafka with its tools, as an administrator; nobody connects to it.
 *
 * @param runs what the Job does; undefined where it cannot, which a check says
 */
export function toolsProcess(
  kafka: Pick<KafkaFacts, "toolsImage" | "version">,
  process: Omit<Process, "given" | "runs">,
  runs: () => ToolsJob | undefined,
): Process {
  return {
    ...process,
    given: { cpu: 0.1, memory: 768 },
    runs: () => {
      const job = runs();
      if (!job) return undefined;
      const { listener, credentials } = job.administrator;
      const image = job.image ?? toolsImage(kafka);
      const login = clientLogin(listener, credentials);
      const library = iamLibrary(credentials.authentication, image, toolsFiles, job.library);
      const [, script = "", name = ""] = /\/(([a-z-]+)\.sh)$/.exec(job.script.pathname) ?? [];
      const isLogins = ({ name }: Folder) => login.folders.some((folder) => folder.name === name);
      return {
        user: userOf(kafka),
        before: library.before,
        program: {
          name,
          image,
          command: ["bash", `${toolsFiles}/${script}`],
          environment: {
            KAFKA_BOOTSTRAP_SERVERS: listener.bootstrapServers,
            KAFKA_CLIENT_CONFIG: `${toolsFiles}/client.properties`,
            ...job.environment,
            KAFKA_HEAP_OPTS: "-Xms64m -Xmx256m",
            LOG_DIR: "/tmp/logs",
            ...library.environment,
          },
        },
        folders: [
          {
            name: "files",
            path: toolsFiles,
            files: {
              [script]: job.script,
              "client.properties": propertiesOf({ ...provider, ...login.settings }),
              ...job.files,
              ...library.files,
            },
          },
          ...(job.folders ?? []).filter((folder) => !isLogins(folder)),
          ...login.folders,
          ...library.folders,
          { name: "tmp", path: "/tmp", scratch: 64 },
        ],
      };
    },
  };
}

/** The image whose Kafka tools suit the brokers: the one that the cluster names, else a release of apache/kafka. */
function toolsImage({ toolsImage, version }: Pick<KafkaFacts, "toolsImage" | "version">): string {
  if (toolsImage !== undefined) return toolsImage;
  const image = kafkaToolsFor(version);
  if (!image) throw new Error(`no image of the Kafka tools talks to Kafka ${version}`);
  return `${image.repository}:${image.tag}${image.digest === null ? "" : `@${image.digest}`}`;
}

/** Who a pod of that image runs as. Strimzi's image has files for its own user; any user can run the Apache project's. */
function userOf({ toolsImage }: Pick<KafkaFacts, "toolsImage">): User {
  const { uid, gid } = toolsImage === undefined ? { uid: 1000, gid: 1000 } : kafkaUser;
  return { uid, gid, filesGid: gid };
}
