import type { Folder, Program } from "../../process/process.js";
import { templates } from "../../process/templates.js";
import type { Programs } from "../facts.js";

const path = "/opt/streamform";
const file = `${path}/aws-msk-iam-auth.jar`;

const script = "fetch-iam-library.sh";

/** What a process needs to log in with AWS credentials, and Kafka's images lack: the library, fetched before it starts. */
export interface IamLibrary {
  readonly before: readonly Program[];
  /** Files for the process's folder of files. */
  readonly files: Readonly<Record<string, URL>>;
  readonly folders: readonly Folder[];
  readonly environment: Readonly<Record<string, string>>;
}

const none: IamLibrary = { before: [], files: {}, folders: [], environment: {} };

/** Where the library is, and the SHA-256 that it has; `image` where the image has it on the class path. */
export type LibrarySource = "image" | { readonly url: string; readonly sha256: string };

/**
 * Source: Apache Kafka, bin/kafka-run-class.sh, which puts its own jars behind `CLASSPATH`; aws/aws-msk-iam-auth, README.
 *
 * @param programs the Kafka's, with another image where the process has one: it has curl or wget
 * @param files path of the process's folder `files`
 * @param source Default: the Kafka's
 */
export function iamLibrary(
  authentication: string,
  { image, iamLibrary }: Pick<Programs, "image" | "iamLibrary">,
  files: string,
  source: LibrarySource = iamLibrary,
): IamLibrary {
  if (authentication !== "iam" || source === "image") return none;
  return {
    before: [
      {
        name: "fetch-iam-library",
        image,
        command: ["bash", `${files}/${script}`],
        environment: { LIBRARY_URL: source.url, LIBRARY_SHA256: source.sha256, LIBRARY_FILE: file },
        given: { cpu: 0.05, memory: 32, memoryLimit: 128 },
        sees: ["files", "library"],
      },
    ],
    files: templates(import.meta.url, script),
    folders: [{ name: "library", path, scratch: 64 }],
    environment: { CLASSPATH: file },
  };
}
