import type { Path } from "@streamform/core";
import type { PlatformShape } from "@streamform/core/embedding";
import { isPlace } from "./field.js";

/**
 * The place that a path means on a platform, where keys that hold dots were written like any others: `topics.orders.config.retention.ms`.
 * The path itself where it is a place; otherwise the one with the fewest keys joined. Undefined where there is none.
 */
export function placeMeant(platform: PlatformShape, path: Path): Path | undefined {
  return joinings(path)
    .sort((left, right) => right.length - left.length)
    .find((joined) => isPlace(platform, joined));
}

/** All ways to read dots between keys as parts of a key; indexes of lists are left alone. */
function joinings([first, ...rest]: Path): Path[] {
  if (first === undefined) return [[]];
  return joinings(rest).flatMap((joined): Path[] => {
    const [next, ...others] = joined;
    const mayJoin = typeof first === "string" && typeof next === "string";
    return mayJoin
      ? [
          [first, ...joined],
          [`${first}.${next}`, ...others],
        ]
      : [[first, ...joined]];
  });
}
