import type { TerraformPart } from "@streamform/core";
import { addPodRole } from "../../../aws/pod-role.js";
import { ownPassword, ownStatements } from "../users/own-user.js";
import { nameOf } from "./flow.js";
import type { mirrorSpec } from "./spec.js";
import { rulesOfMirror } from "./rules.js";
import type { uses } from "./uses.js";

/** Who the mirrors are to AWS, where their login needs that: a role for each, with its rights in this cluster. */
export function terraform(part: TerraformPart<typeof mirrorSpec, typeof uses>): Record<never, never> {
  const { stack, spec, environment, name, uses: used } = part;
  const { eksCluster, namespace } = environment.kubernetes;
  ownPassword(part, "mirror");
  for (const [key, settings] of Object.entries(spec)) {
    const statements = ownStatements(used.kafka, "mirror", rulesOfMirror(key, settings, environment));
    if (statements.length === 0 || eksCluster === undefined) continue;
    addPodRole(stack, {
      id: key,
      name: name("iam-role", key),
      description: `The mirror ${key}`,
      eksCluster,
      namespace,
      serviceAccount: nameOf(key),
      policy: { id: `${key}-kafka`, name: "kafka", statements },
    });
  }
  return {};
}
