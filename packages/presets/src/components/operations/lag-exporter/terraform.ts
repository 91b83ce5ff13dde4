import type { TerraformPart } from "@streamform/core";
import { addPodRole } from "../../../aws/pod-role.js";
import { ownPassword, ownStatements } from "../../clients/users/own-user.js";
import { name as exporter } from "./names.js";
import { rules } from "./rules.js";
import type { lagExporterSpec } from "./spec.js";
import type { uses } from "./uses.js";

/** Who the exporter is to AWS, where its login needs that. */
export function terraform(part: TerraformPart<typeof lagExporterSpec, typeof uses>): Record<never, never> {
  ownPassword(part, exporter);
  const { eksCluster, namespace } = part.environment.kubernetes;
  const statements = ownStatements(part.uses.kafka, exporter, rules);
  if (statements.length > 0 && eksCluster !== undefined)
    addPodRole(part.stack, {
      name: part.name("iam-role"),
      description: "The exporter of consumer lag",
      eksCluster,
      namespace,
      serviceAccount: exporter,
      policy: { id: "kafka", name: "kafka", statements },
    });
  return {};
}
