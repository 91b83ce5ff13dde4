/** How many of so many servers have to run for the others to agree. */
export function majority(servers: number): number {
  return Math.floor(servers / 2) + 1;
}
