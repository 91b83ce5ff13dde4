/**
 * Sorts ids so that each comes after its dependencies; otherwise by code point. Dependencies that are not listed are ignored. If there is a
 * cycle, returns one.
 */
export function topological(nodes: readonly (readonly [id: string, dependsOn: readonly string[]])[]): {
  order: string[];
  circle?: readonly string[];
} {
  const dependencies = new Map(nodes);
  const order: string[] = [];
  let circle: readonly string[] | undefined;
  const visit = (id: string, way: readonly string[]): void => {
    const start = way.indexOf(id);
    if (start >= 0) circle ??= [...way.slice(start), id];
    if (start >= 0 || order.includes(id)) return;
    for (const dependency of [...(dependencies.get(id) ?? [])].sort())
      if (dependencies.has(dependency)) visit(dependency, [...way, id]);
    order.push(id);
  };
  for (const id of [...dependencies.keys()].sort()) visit(id, []);
  return circle ? { order, circle } : { order };
}
