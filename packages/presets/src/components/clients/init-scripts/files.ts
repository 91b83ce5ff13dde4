import { type FilesPart, isDeferred } from "@streamform/core";
import { certificateLogin } from "../../../kafka/administrator.js";
import { kafkaScript } from "../../../kafka/script.js";
import { performanceOf, testDuration } from "./load.js";
import type { initScriptsSpec } from "./spec.js";
import type { uses } from "./uses.js";

const template = (name: string) => new URL(`./templates/${name}`, import.meta.url);
const topicsScript = new URL("../../../kafka/by-job/topics/templates/apply-topics.sh", import.meta.url);
const usersScript = new URL("../../../kafka/by-job/users/templates/apply-users.sh", import.meta.url);

/** The scripts, the settings that they share, and the files and scripts of the Jobs that two of them are a way to. */
export function files({
  spec,
  environment,
  uses: { kafka, sizing, topics, users },
  file,
  render,
  asset,
}: FilesPart<typeof initScriptsSpec, typeof uses>): void {
  const performance = performanceOf(spec, { sizing });
  const listener = certificateLogin(kafka)?.listener ?? kafka.listeners[0];
  const { adminCertificate } = kafka;
  const { trust } = listener;
  file(
    "settings.sh",
    render(template("settings.sh.hbs"), {
      // What is known only after apply is for the person to give.
      bootstrapServers: isDeferred(listener.bootstrapServers) ? "" : listener.bootstrapServers,
      adminSecret: adminCertificate?.secret ?? "",
      adminCertificate: adminCertificate?.certificate ?? "",
      adminKey: adminCertificate?.privateKey ?? "",
      trustSecret: trust?.secret ?? "",
      trustKey: trust?.key ?? "",
      namespace: environment.kubernetes.namespace,
      context: environment.kubernetes.context ?? "",
      topicsRegistry: topics?.registry ?? "",
      usersRegistry: users?.registry ?? "",
      brokers: kafka.brokers,
      replicationFactor: kafka.defaults.replicationFactor,
      rate: performance.rate,
      latency: performance.latency,
      records: performance.rate * testDuration(performance, kafka),
      recordSize: performance.recordSize,
    }),
  );
  const executable = { executable: true };
  for (const name of [
    "verify-cluster.sh",
    "performance-test.sh",
    ...(adminCertificate ? ["fetch-credentials.sh"] : []),
  ])
    file(name, asset(template(name)), executable);
  if (topics) {
    file("create-topics.sh", asset(template("create-topics.sh")), executable);
    file("apply-topics.sh", kafkaScript(topicsScript, asset), executable);
    file("topics.tsv", topics.file);
  }
  if (users) {
    file("setup-acls.sh", asset(template("setup-acls.sh")), executable);
    file("apply-users.sh", kafkaScript(usersScript, asset), executable);
    file("users.tsv", users.file);
  }
}
