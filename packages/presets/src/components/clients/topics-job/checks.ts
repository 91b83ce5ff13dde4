import { defineCheck } from "@streamform/core";
import { closedListener } from "../../../kafka/closed-listener.js";
import { unpinned, unpinnedImage } from "../../../kubernetes/image.js";
import type { topicsJobSpec } from "./spec.js";
import type { uses } from "./uses.js";

export const listenerNotOpen = defineCheck<typeof topicsJobSpec, typeof uses>({
  code: "SF2251",
  title: "A topics Job for a listener that the brokers do not open",
  severity: "error",
  because: "The Job cannot connect, so it creates no topics.",
  instead: "Choose an open listener, or open this one on the brokers.",
  run: ({ spec: { listener }, uses: { kafka }, at }) => {
    const problem = closedListener(kafka, listener);
    return problem === undefined ? [] : [at("listener", problem)];
  },
});

export const unpinnedTools = defineCheck<typeof topicsJobSpec, typeof uses>({
  ...unpinnedImage,
  code: "SF2252",
  run: ({ spec, at }) => unpinned(spec.image).map((reason) => at("image", reason)),
});
