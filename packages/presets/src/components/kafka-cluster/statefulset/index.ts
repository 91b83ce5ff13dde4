import type { Engine } from "../part.js";

export const statefulset: Engine = {
  kubernetes() {},
  workloads: () => [],
};
