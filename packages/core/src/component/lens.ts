import { inspect } from "node:util";
import type { Path } from "../diagnostics/path.js";
import { isDeferred } from "./deferred.js";

/**
 * Called for each value that is read through a lens. `isListed` is set if the reader lists the keys of a map or the length of a list,
 * because it then reads added entries too.
 */
export type OnRead = (path: Path, isListed: boolean) => void;

/** How a view shows what it is a view of. */
export interface Shown {
  /** What the reader sees of a leaf. */
  readonly leaf: (leaf: unknown) => unknown;
  /** What the reader sees of a key, and the key in the value that it stands for. */
  readonly key: { readonly shown: (key: string) => string; readonly own: (key: string) => string };
}

/** Everything as it is. */
export const asItIs: Shown = { leaf: (leaf) => leaf, key: { shown: (key) => key, own: (key) => key } };

/**
 * A view of a value of plain objects and arrays. It reports every leaf that is read. It also reports objects and lists, because the
 * reader may only test whether they exist. It does not report missing keys. Deferred values and functions are leaves.
 */
export function lens<Value>(value: Value, onRead: OnRead, shown: Shown = asItIs): Value {
  return view(value, onRead, shown, []) as Value;
}

/** Reads everything below a value, so that what lies in it is known to have been read. */
export function readAll(value: unknown): void {
  if (isBranch(value)) for (const child of Object.values(value)) readAll(child);
}

/** All views, so that testing whether a value is one does not count as a read. */
const views = new WeakSet<object>();

function view(value: unknown, onRead: OnRead, shown: Shown, path: Path): unknown {
  const isLeaf = !isBranch(value);
  if (isLeaf || path.length > 0) onRead(path, false);
  if (isLeaf) return shown.leaf(value);
  // A proxy must not answer differently from a frozen target, and the real target may be frozen, so the proxy's target is empty.
  const target: object = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  // Node.js prints the target of a proxy: this shows who logs a view the value, and reports nothing.
  Object.defineProperty(target, inspect.custom, { value: () => value, configurable: true });
  const children = new Map<PropertyKey, unknown>();
  const child = (key: PropertyKey): unknown => {
    if (!children.has(key))
      children.set(
        key,
        view(Reflect.get(value, key), onRead, shown, [
          ...path,
          typeof key === "string" && Array.isArray(value) ? Number(key) : (key as string),
        ]),
      );
    return children.get(key);
  };
  const isOwn = (key: PropertyKey) =>
    typeof key === "string" && Object.hasOwn(value, key) && !(Array.isArray(value) && key === "length");
  const own = (name: PropertyKey) => (typeof name === "string" ? shown.key.own(name) : name);
  const proxy = new Proxy(target, {
    get: (_, name) => {
      const key = own(name);
      if (isOwn(key)) return child(key);
      if (key === "length" && Array.isArray(value)) onRead(path, true);
      const answer: unknown = Reflect.get(value, key);
      return isDeferred(answer) ? child(key) : answer; // a component answers every name with an output
    },
    has: (_, name) => {
      onRead(path, false);
      return Reflect.has(value, own(name));
    },
    ownKeys: () => {
      onRead(path, true);
      return Reflect.ownKeys(value).map((key) => (typeof key === "string" ? shown.key.shown(key) : key));
    },
    getOwnPropertyDescriptor: (_, name) => {
      const key = own(name);
      if (isOwn(key)) return { get: () => child(key), enumerable: true, configurable: true };
      return Array.isArray(value) && key === "length"
        ? { value: value.length, enumerable: false, configurable: false, writable: true }
        : undefined;
    },
    set: () => false,
    deleteProperty: () => false,
  });
  views.add(proxy);
  return proxy;
}

function isBranch(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (views.has(value)) return true;
  if (isDeferred(value)) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
