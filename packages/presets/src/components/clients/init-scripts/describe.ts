import type { DescribePart, Summary } from "@streamform/core";
import { performanceOf } from "./load.js";
import type { initScriptsSpec } from "./spec.js";
import type { uses } from "./uses.js";

export function summary({
  spec,
  environment,
  uses: { kafka, sizing },
}: DescribePart<typeof initScriptsSpec, typeof uses>): Summary {
  const { rate, latency, recordSize } = performanceOf(spec, { sizing });
  const folder = `${environment.delivery.path}/${environment.name}/hosts/init-scripts`;
  const credentials = kafka.adminCertificate ? [`${folder}/fetch-credentials.sh credentials`] : [];
  const config = kafka.adminCertificate ? "KAFKA_CLIENT_CONFIG=credentials/client.properties " : "";
  const where =
    "Where the brokers can be reached and Kafka's tools are on the PATH; `settings.sh` beside it says what else can be set.";
  return {
    facts: [
      {
        label: "Performance test",
        value: `${rate.toLocaleString("en")} records/s of ${recordSize} B, 99 % within ${latency} ms`,
      },
    ],
    steps: [
      {
        when: "operation",
        title: "Verify the cluster",
        text: `Says of brokers, quorum, partitions, topics and users whether they are as described, and changes nothing. ${where}`,
        commands: [...credentials, `${config}${folder}/verify-cluster.sh`],
      },
      {
        when: "operation",
        title: "Test how much the cluster can take",
        text: `Writes at the expected rate to a topic of its own and reads it back, then deletes it. It loads the brokers. ${where}`,
        commands: [...credentials, `${config}${folder}/performance-test.sh`],
      },
    ],
  };
}
