/** Versions of what components deploy, such as charts and images: plain data. A component reads a table as one of its uses. */
export interface VersionTable<Entries = unknown> {
  readonly kind: "versions";
  readonly entries: Entries;
}

/** Declares a table of versions: `versionTable({ image: { repository: "acme/bridge", tag: "1.4.0" } })`. */
export function versionTable<const Entries extends object>(entries: Entries): VersionTable<Entries> {
  return { kind: "versions", entries };
}

/** What a compilation finds in a table: `explain` changes an entry in a copy, to see which values follow. */
export type ReadVersions = <Entries>(table: VersionTable<Entries>) => Entries;

/** Every table as it is. */
export const asWritten: ReadVersions = ({ entries }) => entries;
