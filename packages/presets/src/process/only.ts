/** Keys that become files under their own names: the others of a Secret, such as a CA's private key, are of no use to a process. */
export function only(...keys: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [key, key]));
}
