import type { DescribePart } from "@streamform/core";
import {
  clientLogin,
  fileProvider,
  iamLibrary,
  kafkaProcessUser,
  listenerFor,
  type Process,
  propertiesFile,
} from "@streamform/presets";
import type { myComponentSpec } from "./spec.js";
import type { uses } from "./uses.js";

const folder = "/etc/my-component";

/** Fails if the brokers do not take the record: with `--sync` the tool waits for their answer. */
const script = `#!/usr/bin/env bash
set -euo pipefail
date -u +%FT%TZ | /opt/kafka/bin/kafka-console-producer.sh --sync --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" \\
  --producer.config ${folder}/client.properties --topic "$TOPIC"
`;

/** What runs. Its CronJob and what others know of its pods are both made from this. */
export function myComponentProcess({
  spec,
  environment,
  uses: { kafka, users },
}: Pick<DescribePart<typeof myComponentSpec, typeof uses>, "spec" | "environment" | "uses">): Process {
  return {
    name: "my-component",
    labels: { "app.kubernetes.io/name": "my-component", "app.kubernetes.io/part-of": environment.name },
    given: { cpu: 0.1, memory: spec.memory },
    pods: spec,
    runs: () => {
      const credentials = users.credentials[spec.user];
      const listener = credentials && listenerFor(kafka, credentials);
      if (!listener) return undefined; // the checks say so
      const login = clientLogin(listener, credentials);
      const { image } = kafka.programs;
      // Fetched before the start, if the user logs in with AWS credentials.
      const library = iamLibrary(credentials.authentication, kafka.programs, folder);
      return {
        user: kafkaProcessUser,
        before: library.before,
        program: {
          name: "my-component",
          image,
          command: ["bash", `${folder}/run.sh`],
          environment: {
            // A text, or known only once MSK exists: then it comes from a Secret that External Secrets fills.
            KAFKA_BOOTSTRAP_SERVERS: listener.bootstrapServers,
            TOPIC: spec.topic,
            KAFKA_HEAP_OPTS: "-Xmx128m",
            LOG_DIR: "/tmp",
            ...library.environment,
          },
        },
        folders: [
          {
            name: "files",
            path: folder,
            files: {
              "run.sh": script,
              "client.properties": propertiesFile({ ...fileProvider, ...login.settings }),
              ...library.files,
            },
          },
          ...login.folders,
          ...library.folders,
          { name: "tmp", path: "/tmp", scratch: 16 },
        ],
      };
    },
  };
}
