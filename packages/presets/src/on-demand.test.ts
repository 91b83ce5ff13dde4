import { loadedPlatform } from "@streamform/core/embedding";
import { expect, it } from "vitest";
import { platforms as onDemand } from "./on-demand.js";
import { platforms } from "./platforms/platforms.js";

it("loads the same platforms as the list of all, by their names", async () => {
  expect(await Promise.all(onDemand.map(loadedPlatform))).toEqual(platforms);
  expect(onDemand.map(({ name }) => name)).toEqual(platforms.map(({ name }) => name));
});
