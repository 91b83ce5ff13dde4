import { type Deferred, isDeferred } from "../component/deferred.js";
import type { CostLine, Diagram, Precondition, Summary } from "../component/description.js";
import { readAll } from "../component/lens.js";
import type { DescribePart } from "../component/parts.js";
import type { Member } from "../component/system.js";
import type { Chapter, PlannedEndpoint } from "./plan.js";

/** A chapter, with the component's preconditions. */
export interface DraftChapter extends Chapter {
  readonly preconditions: readonly Precondition[];
}

/** The describing parts of a definition, with the type that they are called with. */
interface Describing {
  readonly summary?: (part: DescribePart) => Summary;
  readonly cost?: (part: DescribePart) => readonly CostLine[];
  readonly diagram?: (part: DescribePart) => Diagram;
}

/**
 * A component's chapter of the environment's README.
 *
 * @param parameterOf name of the SSM parameter of a deferred value, if there is one
 */
export function chapterOf(
  { component, part, outputs }: Member,
  parameterOf: (value: Deferred) => string | undefined,
): DraftChapter {
  const reads = new Set<string>();
  const given = { ...part(reads), terraform: outputs } as DescribePart;
  const { summary, cost, diagram } = component.definition as Describing;
  const { facts = [], endpoints = [], steps = [], preconditions = [], tables = [] } = summary?.(given) ?? {};
  const chapter = {
    component: component.name,
    title: component.title,
    facts,
    endpoints: endpoints.map(
      ({ address, ...rest }): PlannedEndpoint => ({
        ...rest,
        address: isDeferred(address)
          ? { unit: `terraform/${address.component}`, output: address.output, parameter: parameterOf(address) }
          : { known: address },
      }),
    ),
    steps,
    tables,
    preconditions,
    costs: cost?.(given) ?? [],
    diagram: diagram?.(given) ?? { nodes: [], edges: [] },
  };
  readAll(chapter); // what it holds of the spec itself counts as read
  return { ...chapter, reads: [...reads].sort() };
}
