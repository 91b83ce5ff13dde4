/** What cdktf keeps of every value that it wrote into a text, for as long as the process lives. Source: cdktf 0.21, `lib/tokens/private/token-map.js`. */
interface TokenMap {
  readonly stringTokenMap: Map<unknown, unknown>;
  readonly numberTokenMap: Map<unknown, unknown>;
}

/**
 * Takes a step after which nothing of its stacks is asked for any more: tokens that it made are forgotten, which are a quarter of a
 * megabyte for an environment. Those that there were before stay.
 */
export function forgettingTokens<Result>(step: () => Result): Result {
  const maps = tokenMaps();
  const before = maps.map((map) => new Set(map.keys()));
  try {
    return step();
  } finally {
    for (const [index, map] of tokenMaps().entries())
      for (const key of map.keys()) if (!before[index]?.has(key)) map.delete(key);
  }
}

function tokenMaps(): readonly Map<unknown, unknown>[] {
  const { __cdktfTokenMap: tokens } = globalThis as { __cdktfTokenMap?: TokenMap };
  return tokens === undefined ? [] : [tokens.stringTokenMap, tokens.numberTokenMap];
}
