import { inspect } from "node:util";
import type { Path } from "../diagnostics/path.js";
import { isDeferred } from "./deferred.js";

/**
 * Called for each value that is read through a lens. The reader sees the value that it returns for a leaf. `isListed` is set if the
 * reader lists the keys of a map or the length of a list, because it then reads added entries too.
 */
export type OnRead = (path: Path, leaf: unknown, isListed: boolean) => unknown;

/** How the keys of a view are written, and how they are found again in the value. */
export interface Keys {
  readonly shown: (key: string) => string;
  readonly own: (key: string) => string;
}

const asTheyAre: Keys = { shown: (key) => key, own: (key) => key };

/**
 * A view of a value of plain objects and arrays. It reports every leaf that is read, and can replace it. It also reports objects and
 * lists, because the reader may only test whether they exist. It does not report missing keys. Deferred values and functions are
 * leaves.
 */
export function lens<Value>(value: Value, onRead: OnRead, keys: Keys = asTheyAre): Value {
  return view(value, onRead, keys, []) as Value;
}

/** Reads everything below a value, so that what lies in it is known to have been read. */
export function readAll(value: unknown): void {
  if (isBranch(value)) for (const child of Object.values(value)) readAll(child);
}

/** All views, so that testing whether a value is one does not count as a read. */
const views = new WeakSet<object>();

function view(value: unknown, onRead: OnRead, keys: Keys, path: Path): unknown {
  if (!isBranch(value)) return onRead(path, value, false);
  if (path.length > 0) onRead(path, undefined, false);
  // A proxy must not answer differently from a frozen target, and the real target may be frozen, so the proxy's target is empty.
  const target: object = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  // Node.js prints the target of a proxy: this shows who logs a view the value, and reports nothing.
  Object.defineProperty(target, inspect.custom, { value: () => value, configurable: true });
  const children = new Map<PropertyKey, unknown>();
  const child = (key: PropertyKey): unknown => {
    if (!children.has(key))
      children.set(
        key,
        view(Reflect.get(value, key), onRead, keys, [
          ...path,
          typeof key === "string" && Array.isArray(value) ? Number(key) : (key as string),
        ]),
      );
    return children.get(key);
  };
  const isOwn = (key: PropertyKey) =>
    typeof key === "string" && Object.hasOwn(value, key) && !(Array.isArray(value) && key === "length");
  const own = (name: PropertyKey) => (typeof name === "string" ? keys.own(name) : name);
  const shown = new Proxy(target, {
    get: (_, name) => {
      const key = own(name);
      if (isOwn(key)) return child(key);
      if (key === "length" && Array.isArray(value)) onRead(path, undefined, true);
      return Reflect.get(value, key);
    },
    has: (_, name) => {
      onRead(path, undefined, false);
      return Reflect.has(value, own(name));
    },
    ownKeys: () => {
      onRead(path, undefined, true);
      return Reflect.ownKeys(value).map((key) => (typeof key === "string" ? keys.shown(key) : key));
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
  views.add(shown);
  return shown;
}

function isBranch(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (views.has(value)) return true;
  if (isDeferred(value)) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
