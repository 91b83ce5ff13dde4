import type { Kafka } from "./kafka.js";

/** What is wrong with a chosen listener, in words: the brokers do not open it. Undefined where they do, or where none is chosen. */
export function closedListener(
  { listeners }: { readonly listeners: readonly Pick<Kafka["listeners"][number], "name">[] },
  chosen: string | undefined,
): string | undefined {
  const open = listeners.map(({ name }) => name as string);
  return chosen === undefined || open.includes(chosen) ? undefined : `the brokers open ${open.join(", ")}`;
}
