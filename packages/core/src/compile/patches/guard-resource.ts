import { type Path, valueAt } from "../../diagnostics/path.js";
import { closest } from "../../environment/suggest.js";
import { secretValues } from "../../kinds/secret-values.js";
import type { Block } from "../terraform/stack.js";
import { type Fields, isFields } from "../../kinds/fields/plain-data.js";
import { patchPages } from "./pages.js";
import { changedTypes } from "./value-types.js";
import type { Violation } from "./violation.js";

/** Arguments that every resource and data source has. Source: Terraform language, meta-arguments. */
const metaArguments = ["//", "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/** Everything that a patch did to a resource and must not. */
export function resourceViolations({ body: before, takes }: Block, after: Fields): readonly Violation[] {
  return [
    ...unknownArguments(before, after, takes),
    ...ownMetaArguments(before, after),
    ...secretValues(after, { before }).map((found) => ({ page: patchPages.holdsSecret, ...found })),
    ...changedTypes(before, after),
    ...weaker(before, after),
  ];
}

/** The names inside of blocks are not known here: Terraform's own validation finds those. */
function unknownArguments(before: Fields, after: Fields, takes: readonly string[] | undefined): Violation[] {
  if (!takes) return [];
  const known = [...takes, ...metaArguments];
  return Object.keys(after)
    .filter((key) => !known.includes(key) && !Object.hasOwn(before, key))
    .map((key) => {
      const similar = closest(key, known);
      return {
        page: patchPages.breaksSchema,
        field: [key],
        message: `the resource has no argument ${key}`,
        hint: similar === undefined ? undefined : `did you mean ${similar}?`,
      };
    });
}

/** The stack has no other provider. With several instances, the addresses would differ from the stack's references. */
function ownMetaArguments(before: Fields, after: Fields): Violation[] {
  return ["count", "for_each", "provider"]
    .filter((key) => after[key] !== before[key])
    .map((key) => ({
      page: patchPages.changesIdentity,
      field: [key],
      message: `${key} changes the meaning of the address`,
    }));
}

/** Arguments that encrypt, close or keep, with the values that do so. Source: Terraform Registry, AWS provider 5.100, arguments of these names. */
const protections: readonly {
  /** Matches the end of the path. */ readonly name: RegExp;
  readonly protects: (value: unknown) => boolean;
}[] = [
  { name: /^prevent_destroy$/, protects: isTrue },
  { name: /^(deletion_protection|deletion_protection_enabled|enable_deletion_protection)$/, protects: isTrue },
  {
    name: /^(force_destroy|skip_final_snapshot|publicly_accessible|skip_destroy)$/,
    protects: (value) => value === false || value === undefined,
  },
  {
    name: /(^|_)(encrypted|encryption_enabled|in_cluster|enable_key_rotation|enforce_ssl|bucket_key_enabled)$/,
    protects: isTrue,
  },
  { name: /^(block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/, protects: isTrue },
  {
    name: /(^|_)(kms_key|kms_key_id|kms_key_arn|kms_master_key_id|encryption_at_rest_kms_key_arn|sse_algorithm)$/,
    protects: isSet,
  },
  { name: /^client_broker$/, protects: (value) => value === "TLS" },
  { name: /^unauthenticated$/, protects: (value) => value !== true },
  { name: /public_access(\.\d+)?\.type$/, protects: (value) => value === undefined || value === "DISABLED" },
  { name: /versioning_configuration(\.\d+)?\.status$/, protects: (value) => value === "Enabled" },
  { name: /^http_tokens$/, protects: (value) => value === "required" },
];

function isTrue(value: unknown): boolean {
  return value === true;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== "NONE";
}

function weaker(before: Fields, after: Fields): Violation[] {
  const places = new Map([...leaves(before), ...leaves(after)].map((path) => [JSON.stringify(path), path]));
  return [...places.values()].flatMap((field): Violation[] => {
    const name = String(field.at(-1));
    const guard = protections.find((entry) => entry.name.test(name) || entry.name.test(field.join(".")));
    const [was, is] = [valueAt(before, field), valueAt(after, field)];
    if (!guard || was === is || !guard.protects(was) || guard.protects(is)) return [];
    if (was === undefined && is === undefined) return [];
    return [
      {
        page: patchPages.undoesGuarantee,
        field,
        message: `${field.join(".")} ${is === undefined ? "is gone" : `becomes ${JSON.stringify(is)}`}`,
      },
    ];
  });
}

function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (!isFields(value)) return [path];
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry, [...path, key]));
}
