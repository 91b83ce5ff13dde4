import { closest } from "@streamform/core";

/** The most similar topic of the environment for an unknown topic's name, if any. */
export interface UnknownTopic {
  readonly hint: string | undefined;
}

/**
 * Whether a name is of none of the environment's topics. Where none are managed here any may exist, and Kafka's own always do.
 *
 * @param topics names of the topics that the environment manages; undefined where it manages none
 */
export function unknownTopic(name: string, topics: readonly string[] | undefined): UnknownTopic | undefined {
  if (topics === undefined || topics.includes(name) || name.startsWith("__")) return undefined;
  const meant = closest(name, topics);
  return { hint: meant === undefined ? undefined : `Did you mean ${meant}?` };
}
