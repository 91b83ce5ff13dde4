import type { Path } from "@streamform/core";
import type { PlatformShape } from "@streamform/core/embedding";
import { isPlace } from "./field.js";

/**
 * The field that a path names on a platform, if keys with dots were written without quotes: `topics.orders.config.retention.ms`.
 * The path itself if it is a field; otherwise the field with the fewest joined keys. Undefined if there is none.
 */
export function placeMeant(platform: PlatformShape, path: Path): Path | undefined {
  return joinings(path)
    .sort((left, right) => right.length - left.length)
    .find((joined) => isPlace(platform, joined));
}

/** All readings of a path in which some dots are part of a key. List indexes are never joined. */
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
