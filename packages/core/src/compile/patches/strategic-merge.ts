import { isDeepStrictEqual } from "node:util";
import type { Path } from "../../diagnostics/path.js";
import { type Fields, isFields } from "../../kinds/fields/plain-data.js";
import { type Join, type Merge, merge } from "./merge.js";
import { patchPages } from "./pages.js";
import { PatchError } from "./patch-error.js";

/** A list whose items have a name, by the field that holds the list. */
interface KeyedList {
  /** The fields that identify an item. */
  readonly keys: readonly string[];
  /** Fields of an item that exclude each other: setting one removes the others. `*` means all fields that are not keys. */
  readonly oneOf?: readonly string[] | "*";
}

const byName: KeyedList = { keys: ["name"] };

/**
 * Source: `x-kubernetes-patch-merge-key` and `x-kubernetes-list-map-keys` of Kubernetes' OpenAPI, the same from 1.29 to 1.35, without
 * `status`.
 */
const keyedLists: Readonly<Record<string, KeyedList>> = {
  containers: byName,
  ephemeralContainers: byName,
  env: { keys: ["name"], oneOf: ["value", "valueFrom"] },
  hostAliases: { keys: ["ip"] },
  imagePullSecrets: byName,
  initContainers: byName,
  matchConditions: byName,
  ownerReferences: { keys: ["uid"] },
  resourceClaims: byName,
  schedulingGates: byName,
  secrets: byName,
  topologySpreadConstraints: { keys: ["topologyKey", "whenUnsatisfiable"] },
  variables: byName,
  volumeDevices: { keys: ["devicePath"] },
  volumeMounts: { keys: ["mountPath"] },
  volumes: { keys: ["name"], oneOf: "*" },
  webhooks: byName,
};

/** Number and protocol identify ports of containers and Services. Ports of other kinds have no key. */
function keyedList(kind: string, path: Path): KeyedList | undefined {
  const field = path.at(-1);
  if (field !== "ports") return typeof field === "string" ? keyedLists[field] : undefined;
  if (/containers$/i.test(String(path.at(-3)))) return { keys: ["containerPort", "protocol"] };
  return kind === "Service" && path.length === 2 ? { keys: ["port", "protocol"] } : undefined;
}

/** What an item has where its key is not written. Source: Kubernetes API reference, ContainerPort and ServicePort. */
const defaults: Fields = { protocol: "TCP" };

const directive = "$patch";

/**
 * Merges a change into an object as `kubectl patch --type=strategic` does: lists of Kubernetes' own kinds merge by their items' key, all
 * other lists are replaced, null removes a key. `$patch: delete` in an item removes it, `$patch: replace` in a map or item replaces it.
 * Custom resources have no such keys: their lists are replaced.
 *
 * @throws PatchError for an item without its key and for any other directive
 */
export function strategicMerge(object: Fields, change: Fields): Fields {
  const { apiVersion, kind } = object;
  const builtIn = isBuiltIn(String(apiVersion));
  const join: Join = (before, upper, path, mergeAt) => {
    if (isFields(upper)) return withDirective(upper, path, mergeAt);
    if (!Array.isArray(upper)) return undefined;
    if (!builtIn || !Array.isArray(before)) return items(upper, path);
    if (path.at(-1) === "finalizers" && path.at(-2) === "metadata") return [...new Set([...before, ...upper])];
    const list = keyedList(String(kind), path);
    return list === undefined ? items(upper, path) : joinItems(before, upper, list, path, mergeAt);
  };
  return merge(object, change, join) as Fields;
}

/** Whether Kubernetes itself has the API group. */
export function isBuiltIn(apiVersion: string): boolean {
  const group = apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
  return !group.includes(".") || group.endsWith(".k8s.io");
}

/** Uses a list unchanged. It must not contain directives, because there is no list to merge with. */
function items(list: readonly unknown[], path: Path): readonly unknown[] {
  for (const [index, item] of list.entries())
    if (isFields(item) && Object.hasOwn(item, directive))
      throw new PatchError(patchPages.failed, `${directive} is in a list that is replaced as a whole`, {
        at: [...path, index],
        hint: "write the whole list, or a JSON patch",
      });
  return list;
}

function withDirective(change: Fields, path: Path, mergeAt: Merge): unknown {
  const unknown = Object.keys(change).find((key) => key.startsWith("$") && key !== directive);
  if (unknown !== undefined)
    throw new PatchError(patchPages.failed, `${unknown} is not a directive here`, {
      at: [...path, unknown],
      hint: `the directives are ${directive}: delete in an item of a list and ${directive}: replace; write anything else as a JSON patch`,
    });
  if (!Object.hasOwn(change, directive)) return undefined;
  const { [directive]: word, ...rest } = change;
  if (word === "replace" && path.length > 0) return mergeAt(undefined, rest, path);
  throw new PatchError(patchPages.failed, `${directive}: ${JSON.stringify(word)} is not allowed here`, {
    at: [...path, directive],
    hint: `write null to remove a key, ${directive}: replace to replace a map, ${directive}: delete in an item of a list that has a key`,
  });
}

function joinItems(
  before: readonly unknown[],
  change: readonly unknown[],
  list: KeyedList,
  path: Path,
  mergeAt: Merge,
): readonly unknown[] {
  const result = [...before];
  for (const [index, item] of change.entries()) {
    const at = [...path, index];
    const { keys } = list;
    const [key = ""] = keys;
    if (!isFields(item) || item[key] === undefined)
      throw new PatchError(patchPages.failed, `an item of ${String(path.at(-1))} has no ${key}`, {
        at,
        hint: `items merge by ${key}: name the one to change, or write a JSON patch`,
      });
    const keyOf = (entry: unknown, name: string) => (isFields(entry) ? entry[name] : undefined) ?? defaults[name];
    const isSame = (entry: unknown) => keys.every((name) => keyOf(entry, name) === keyOf(item, name));
    // If only the first key is written, the item with this key is meant.
    const partial = keys.some((name) => item[name] === undefined)
      ? only(result.filter((entry) => keyOf(entry, key) === item[key]))
      : undefined;
    const found = result.find(isSame) ?? partial;
    const position = found === undefined ? -1 : result.indexOf(found);
    if (item[directive] === "delete") {
      if (position < 0)
        throw new PatchError(
          patchPages.failed,
          `${String(path.at(-1))} has no item whose ${key} is ${String(item[key])}`,
          {
            at,
            hint: named(before, key),
          },
        );
      result.splice(position, 1);
    } else {
      const merged = mergeAt(position < 0 ? undefined : withoutOthers(found, item, list), item, at);
      if (position < 0) result.push(merged);
      else if (!isDeepStrictEqual(result[position], merged)) result[position] = merged;
    }
  }
  return result;
}

function only<Item>(list: readonly Item[]): Item | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function named(list: readonly unknown[], key: string): string {
  const values = list.flatMap((item) => (isFields(item) && item[key] !== undefined ? [String(item[key])] : []));
  return values.length === 0 ? "the list is empty" : `there are ${values.join(", ")}`;
}

/** The item without the fields that the changed field excludes. */
function withoutOthers(found: unknown, change: Fields, { keys, oneOf }: KeyedList): unknown {
  if (oneOf === undefined || !isFields(found)) return found;
  const isChoice = (field: string) => (oneOf === "*" ? !keys.includes(field) : oneOf.includes(field));
  const chosen = Object.keys(change).filter((field) => isChoice(field) && change[field] !== null);
  if (chosen.length === 0) return found;
  return Object.fromEntries(Object.entries(found).filter(([field]) => !isChoice(field) || chosen.includes(field)));
}
