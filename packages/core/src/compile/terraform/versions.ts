import { versionTable } from "../../component/version-table.js";

/** What generated stacks ask for. */
export const terraformVersions = versionTable({
  terraform: {
    /** The S3 backend locks by itself (`use_lockfile`) from 1.10 on, in Terraform and in OpenTofu. */
    required: ">= 1.10.0",
    /** Ephemeral resources and write-only arguments go together from 1.11 on, in Terraform and in OpenTofu. */
    requiredByWriteOnly: ">= 1.11.0",
    /** Our own constraint: the bindings have an exact version, which is older than the versions that they work with. */
    awsProvider: { source: "hashicorp/aws", constraint: ">= 5.100.0, < 7.0.0" },
  },
});

export type TerraformVersions = (typeof terraformVersions)["entries"]["terraform"];

/**
 * The constraint of a stack whose resources need these versions of the provider at least.
 *
 * @param allowed versions that any stack allows, as `>= 5.100.0, < 7.0.0`
 * @throws RangeError where one of them needs a version that no stack allows
 */
export function providerConstraint(allowed: string, needed: readonly string[]): string {
  const [, lowest = "", below = ""] = /^>= (\S+), < (\S+)$/.exec(allowed) ?? [];
  const newest = needed.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a), lowest);
  if (compareVersions(newest, below) >= 0)
    throw new RangeError(`needs provider ${newest}, and stacks allow < ${below}`);
  return `>= ${newest}, < ${below}`;
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
