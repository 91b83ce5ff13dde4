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
    "Run it where the brokers are reachable and Kafka's tools are on the PATH. `settings.sh` beside it lists the other settings.";
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
        text: `Compares brokers, quorum, partitions, topics and users with the spec, and changes nothing. ${where}`,
        commands: [...credentials, `${config}${folder}/verify-cluster.sh`],
      },
      {
        when: "operation",
        title: "Test the load that the cluster sustains",
        text: `Writes at the expected rate to its own topic, reads the records back, then deletes the topic. The test puts load on the brokers. ${where}`,
        commands: [...credentials, `${config}${folder}/performance-test.sh`],
      },
    ],
  };
}
