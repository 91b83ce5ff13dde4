import { describe, expect, it } from "vitest";
import { loadedPlatform, platformNamed } from "./platform-on-demand.js";
import { platformOf } from "./testing.js";

describe("platforms on demand", () => {
  const loaded: string[] = [];
  const onDemand = (name: string) => ({
    name,
    load: async () => {
      loaded.push(name);
      return { ...platformOf([]), name };
    },
  });
  const named = platformNamed([onDemand("first"), { ...platformOf([]), name: "second" }, onDemand("third")]);

  it("are loaded when their name is asked for, and no other is", async () => {
    expect((await named("third"))?.name).toBe("third");
    expect((await named("second"))?.name).toBe("second");
    expect(await named("fourth")).toBeUndefined();
    expect(loaded).toEqual(["third"]);
  });

  it("are what they load; a platform is itself", async () => {
    expect(await loadedPlatform(onDemand("first"))).toMatchObject({ kind: "platform", name: "first" });
    const platform = platformOf([]);
    expect(await loadedPlatform(platform)).toBe(platform);
  });
});
