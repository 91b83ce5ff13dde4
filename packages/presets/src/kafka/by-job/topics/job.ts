import type { TopicsDescribed, TopicsKubernetes } from "../../behaviour/topics.js";
import { job } from "../../../process/kubernetes/job.js";
import type { Process } from "../../../process/process.js";
import { administratorAt } from "../../administrator.js";
import { toolsFiles, toolsProcess } from "../../tools-job.js";
import { desiredState } from "./desired-state.js";
import { listenerOf } from "./listener.js";
import { registryOf } from "./registry.js";

/** The Job's name in the cluster and, by its role, in AWS. */
export const serviceAccount = "topics";

/** The Job that applies the topics to brokers that no operator looks after. */
export function applyTopics(part: TopicsKubernetes): void {
  const { uses } = part;
  const { listener, secret } = administratorIn(uses);
  if (secret) part.secret(secret.name, secret.data);
  const { admin } = uses.kafka;
  job(part, topicsProcess(part), [secret && admin, listener.bootstrapServers, uses.topicsJob?.settings.roleArn]);
}

/** The same as a process. */
export function topicsProcess({ spec, uses, environment }: TopicsDescribed): Process {
  const { kafka, topicsJob } = uses;
  const settings = topicsJob?.settings;
  const roleArn = listenerOf(uses).name === "iam" ? settings?.roleArn : undefined;
  return toolsProcess(
    kafka,
    {
      name: serviceAccount,
      title: "topics Job",
      labels: { "app.kubernetes.io/name": "topics", "app.kubernetes.io/part-of": environment.name },
      identity: { roleArn },
      ...(settings && { pods: settings }),
    },
    () => ({
      administrator: administratorIn(uses),
      script: new URL("./templates/apply-topics.sh", import.meta.url),
      files: { "topics.tsv": desiredState(spec, kafka) },
      environment: { TOPICS_FILE: `${toolsFiles}/topics.tsv`, REGISTRY_TOPIC: registryOf(environment) },
      image: settings?.image,
      library: settings?.iamLibrary,
    }),
  );
}

function administratorIn(uses: TopicsDescribed["uses"]) {
  return administratorAt(uses.kafka, listenerOf(uses), "topics-client");
}
