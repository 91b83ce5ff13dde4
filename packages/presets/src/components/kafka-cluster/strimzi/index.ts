import type { Engine } from "../part.js";

export const strimzi: Engine = {
  kubernetes() {},
  workloads: () => [],
};
