import type { FilesPart } from "@streamform/core";
import { kafkaUser } from "../../../versions/strimzi.js";
import { kubeStateMetricsFile, runbook, runbookFile, toolsFile } from "./runbook.js";
import { scopeOf } from "./scope.js";
import type { observabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

export function files(part: FilesPart<typeof observabilitySpec, typeof uses>): void {
  const { spec, file, render, asset } = part;
  const scope = scopeOf(part);
  file(runbookFile, runbook(spec, scope, part.environment));
  const { adminCertificate, toolsImage, listeners, metrics } = part.uses.kafka;
  if (metrics?.resources) file(kubeStateMetricsFile, asset(metrics.resources.values));
  const listener = listeners.find(({ name }) => name === "mtls");
  if (!adminCertificate || !toolsImage || typeof listener?.bootstrapServers !== "string") return;
  file(
    toolsFile,
    render(new URL("./templates/kafka-tools.sh.hbs", import.meta.url), {
      cluster: scope.cluster,
      namespace: scope.namespace,
      image: toolsImage,
      uid: kafkaUser.uid,
      bootstrapServers: listener.bootstrapServers,
      adminSecret: adminCertificate.secret,
      certificate: adminCertificate.certificate,
      privateKey: adminCertificate.privateKey,
      trust: listener.trust,
    }),
    { executable: true },
  );
}
