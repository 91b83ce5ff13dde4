import { type Container, Quantity } from "cdk8s-plus-29/lib/imports/k8s.js";
import type { TopicsJob } from "../../../components/clients/topics-job/spec.js";
import { mskIamLibrary } from "../../../versions/iam-library.js";

/** Folder of the library in the Job's containers. */
const folder = "/opt/streamform";
const file = `${folder}/aws-msk-iam-auth.jar`;

/** Name of the volume that the library is brought to. */
export const libraryVolume = "library";

/** Names the library to Kafka's scripts, which put their own jars behind it. Source: Apache Kafka, bin/kafka-run-class.sh. */
export const libraryVariable = { name: "CLASSPATH", value: file };

export const libraryMount = { name: libraryVolume, mountPath: folder, readOnly: true };

/** Whether the Job has to bring the library: Kafka's own image lacks it. */
export function fetchesLibrary(settings: TopicsJob | undefined): boolean {
  return settings?.iamLibrary !== "image";
}

/** Brings the library to its volume before the Job begins, or ends the Job's pod. */
export function libraryContainer(
  common: Pick<Container, "image" | "imagePullPolicy" | "securityContext">,
  scripts: { readonly name: string; readonly mountPath: string },
  settings: TopicsJob | undefined,
): Container {
  const chosen = settings?.iamLibrary;
  const { url, sha256 } = typeof chosen === "object" ? chosen : mskIamLibrary;
  return {
    ...common,
    name: "fetch-iam-library",
    command: ["bash", `${scripts.mountPath}/fetch-iam-library.sh`],
    env: [
      { name: "LIBRARY_URL", value: url },
      { name: "LIBRARY_SHA256", value: sha256 },
      { name: "LIBRARY_FILE", value: file },
    ],
    resources: {
      requests: { cpu: Quantity.fromString("50m"), memory: Quantity.fromString("32Mi") },
      limits: { memory: Quantity.fromString("128Mi") },
    },
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [
      { ...scripts, readOnly: true },
      { name: libraryVolume, mountPath: folder },
    ],
  };
}
