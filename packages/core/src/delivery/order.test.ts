import { describe, expect, it } from "vitest";
import { appliedUnits, dependenciesOf, levelsOf } from "./order.js";
import { chart, hosts, planOf, stack } from "./testing.js";

describe("the order of units", () => {
  const network = stack("network");
  const files = hosts("files", { dependsOn: ["terraform/network"] });
  const empty = chart("empty", { manifests: [], dependsOn: ["hosts/files"] });
  const topics = chart("topics", { dependsOn: ["kubernetes/empty"] });
  const plan = planOf({ units: [network, files, empty, topics] });

  it("applies neither host files nor units without objects", () => {
    expect(appliedUnits(plan).map(({ id }) => id)).toEqual(["terraform/network", "kubernetes/topics"]);
  });

  it("looks through them at what stands behind", () => {
    expect(dependenciesOf(plan, topics).map(({ id }) => id)).toEqual(["terraform/network"]);
  });

  it("counts levels over applied units only", () => {
    expect([...levelsOf(plan)]).toEqual([
      ["terraform/network", 0],
      ["kubernetes/topics", 1],
    ]);
  });

  it("looks through stacks that the pipeline applies", () => {
    const pipeline = planOf({
      units: [chart("a"), stack("b", { dependsOn: ["kubernetes/a"] }), chart("c", { dependsOn: ["terraform/b"] })],
      delivery: { terraform: "pipeline" },
    });
    expect(pipeline.units.map((unit) => dependenciesOf(pipeline, unit).map(({ id }) => id))).toEqual([
      [],
      ["kubernetes/a"],
      ["kubernetes/a"],
    ]);
  });

  it("takes a long ladder of dependencies in its stride", () => {
    const ladder = Array.from({ length: 60 }, (_, index) =>
      chart(`c${index}`, { dependsOn: Array.from({ length: index }, (_, before) => `kubernetes/c${before}`) }),
    );
    expect(levelsOf(planOf({ units: ladder })).get("kubernetes/c59")).toBe(59);
  });
});
