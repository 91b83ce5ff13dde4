declare const entryType: unique symbol;

/**
 * A collection to which many components add entries, such as the pods of an environment. A component that uses it gets the entries of all. A component may add
 * to a collection that it uses; while it creates its entries, it sees those of the others.
 */
export interface Collection<Entry = unknown, Name extends string = string> {
  readonly kind: "collection";
  readonly name: Name;
  readonly [entryType]?: Entry;
}

/** Declares a collection: `defineCollection<Workload>()("workloads")`. */
export function defineCollection<Entry>(): <const Name extends string>(name: Name) => Collection<Entry, Name> {
  return (name) => ({ kind: "collection", name });
}

/** What one component adds to a collection; `Part` is what its function asks of the component. */
export interface Contribution<Part> {
  readonly collection: Collection;
  readonly entries: (part: Part) => readonly unknown[];
}

/** The entries that a component adds to a collection. */
export function contribute<Entry, Part>(
  collection: Collection<Entry>,
  entries: (part: Part) => readonly Entry[],
): Contribution<Part> {
  return { collection, entries };
}
