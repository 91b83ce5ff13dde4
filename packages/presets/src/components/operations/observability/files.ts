import type { FilesPart } from "@streamform/core";
import { kubeStateMetricsFile, runbook, runbookFile, toolsFile } from "./runbook.js";
import { scopeOf } from "./scope.js";
import type { observabilitySpec } from "./spec.js";
import type { uses } from "./uses.js";

export function files(part: FilesPart<typeof observabilitySpec, typeof uses>): void {
  const { spec, file, render, asset } = part;
  const scope = scopeOf(part);
  const { adminCertificate, clusterName, programs, listeners, metrics } = part.uses.kafka;
  const listener = listeners.find(({ name }) => name === "mtls");
  const bootstrapServers = listener?.bootstrapServers;
  const tools = adminCertificate && clusterName !== undefined && typeof bootstrapServers === "string";
  file(runbookFile, runbook(spec, scope, part.environment, { tools: Boolean(tools) }));
  if (metrics?.resources) file(kubeStateMetricsFile, asset(metrics.resources.values));
  if (!tools) return;
  file(
    toolsFile,
    render(new URL("./templates/kafka-tools.sh.hbs", import.meta.url), {
      cluster: scope.cluster,
      namespace: scope.namespace,
      image: programs.tools.image,
      uid: programs.tools.user.uid,
      bootstrapServers,
      adminSecret: adminCertificate.secret,
      certificate: adminCertificate.certificate,
      privateKey: adminCertificate.privateKey,
      trust: listener?.trust,
    }),
    { executable: true },
  );
}
