import type { Folder, Process, Variable } from "../process/process.js";
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
  /** Further folders. They replace the administrator's folders with the same name. Default: none. */
  readonly folders?: readonly Folder[];
  /** Default: the image of the tools that suit the brokers. */
  readonly image?: string | undefined;
  /** Where the library for IAM is. Default: the Kafka's. */
  readonly library?: LibrarySource | undefined;
}

/**
 * A Job that changes a Kafka with its tools, as an administrator; nobody connects to it.
 *
 * @param runs the Job's program; undefined if it cannot run, which a check reports
 */
export function toolsProcess(
  { programs }: Pick<KafkaFacts, "programs">,
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
      const { user } = programs.tools;
      const image = job.image ?? programs.tools.image;
      const login = clientLogin(listener, credentials);
      const library = iamLibrary(credentials.authentication, { ...programs, image }, toolsFiles, job.library);
      const [, script = "", name = ""] = /\/(([a-z-]+)\.sh)$/.exec(job.script.pathname) ?? [];
      const isLogins = ({ name }: Folder) => login.folders.some((folder) => folder.name === name);
      return {
        user: { ...user, filesGid: user.gid },
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
