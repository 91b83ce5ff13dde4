import type { Path } from "../diagnostics/path.js";
import { isDeferred } from "./deferred.js";

/** What is called for every leaf that is read through a lens; what it returns is what the reader sees. */
export type OnRead = (path: Path, leaf: unknown) => unknown;

/**
 * A view of a value of plain objects and arrays in which every leaf that is read is reported, and may be replaced. Listing the keys
 * of an object reports the object itself. Deferred values and functions are leaves.
 */
export function lens<Value>(value: Value, onRead: OnRead, path: Path = []): Value {
  return view(value, onRead, path) as Value;
}

function view(value: unknown, onRead: OnRead, path: Path): unknown {
  if (!isBranch(value)) return onRead(path, value);
  // The real target may be frozen, and a proxy must not answer differently from a frozen target: it stands on an empty one.
  const target: object = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value));
  const children = new Map<PropertyKey, unknown>();
  const child = (key: PropertyKey): unknown => {
    if (!children.has(key)) children.set(key, view(Reflect.get(value, key), onRead, [...path, typeof key === "string" && Array.isArray(value) ? Number(key) : (key as string)]));
    return children.get(key);
  };
  const isOwn = (key: PropertyKey) => typeof key === "string" && Object.hasOwn(value, key) && !(Array.isArray(value) && key === "length");
  return new Proxy(target, {
    get: (_, key) => (isOwn(key) ? child(key) : Reflect.get(value, key)),
    has: (_, key) => Reflect.has(value, key),
    ownKeys: () => {
      onRead(path, undefined);
      return Reflect.ownKeys(value);
    },
    getOwnPropertyDescriptor: (_, key) => {
      if (isOwn(key)) return { get: () => child(key), enumerable: true, configurable: true };
      return Array.isArray(value) && key === "length" ? { value: value.length, enumerable: false, configurable: false, writable: true } : undefined;
    },
    set: () => false,
    deleteProperty: () => false,
  });
}

function isBranch(value: unknown): value is object {
  if (typeof value !== "object" || value === null || isDeferred(value)) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
