import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineComponent } from "./component.js";
import { defineCheck } from "./define-check.js";
import { check } from "./run-checks.js";
import { systemOf } from "./testing.js";

const spec = z.record(z.string(), z.strictObject({ copies: z.int().default(1) }));

const singleCopy = defineCheck<typeof spec>({
  code: "SF2999",
  title: "One copy",
  severity: "warning",
  because: "A broker that is lost takes the data with it.",
  instead: "Write `copies: 3`.",
  run: ({ spec, environment, today, at, atRoot }) => [
    ...Object.entries(spec).flatMap(([name, { copies }]) =>
      copies < 2 ? [at([name, "copies"], `${name} has one copy`)] : [],
    ),
    ...(environment.stage === "production" && today >= new Date("2030-01-01")
      ? [atRoot("stage", "too late", "start again")]
      : []),
  ],
});
const topics = defineComponent({ name: "topics", title: "Topics", spec, checks: [singleCopy] });
const found = (object: Readonly<Record<string, unknown>>, today = "2026-11-21") =>
  check(systemOf(object, [topics]), new Date(today));
const ignoring = (path?: string) => ({
  ignore: [{ check: "SF2999", reason: "only a test, nothing is lost", ...(path === undefined ? {} : { path }) }],
});

describe("check", () => {
  it("gives a finding its code, weight, place and the page's way out", () => {
    expect(found({ topics: { "orders.v1": {} } })).toEqual([
      {
        code: "SF2999",
        severity: "warning",
        message: "orders.v1 has one copy",
        hint: "Write `copies: 3`.",
        environment: "test",
        path: 'topics["orders.v1"].copies',
        position: { file: "environment", line: 1, column: 1 },
      },
    ]);
  });

  it("hands checks the day they are held against, and lets them point anywhere", () => {
    expect(found({ stage: "production", topics: {} })).toEqual([]);
    expect(found({ stage: "production", topics: {} }, "2030-01-01")).toMatchObject([
      { path: "stage", hint: "start again" },
    ]);
  });

  it("leaves out what the spec ignores: everywhere, or at a place and below it", () => {
    const two = { topics: { orders: {}, audit: {} } };
    expect(found({ ...two, ...ignoring() })).toEqual([]);
    expect(found({ ...two, ...ignoring("topics.orders") }).map(({ path }) => path)).toEqual(["topics.audit.copies"]);
    expect(found({ ...two, ...ignoring("topics.ord") }).map(({ path }) => path)).toEqual([
      "topics.orders.copies",
      "topics.audit.copies",
      "ignore[0].path",
    ]);
  });

  it("warns of an ignored check that nothing here has", () => {
    expect(found({ topics: {}, ignore: [{ check: "SF2000", reason: "it was there last year" }] })).toMatchObject([
      { code: "SF1104", path: "ignore[0].check" },
    ]);
  });

  it("warns of an entry that has nothing to ignore, and says where there would be something", () => {
    const topics = { orders: {}, audit: { copies: 3 } };
    expect(found({ topics: {}, ...ignoring() })).toMatchObject([
      { code: "SF1105", severity: "warning", path: "ignore[0].check", hint: "Remove the entry." },
    ]);
    const atAudit = found({ topics, ...ignoring("topics.audit") });
    expect(atAudit).toMatchObject([
      { code: "SF2999" },
      {
        code: "SF1105",
        message: "SF2999 finds nothing at topics.audit",
        path: "ignore[0].path",
        hint: "it finds topics.orders.copies: correct the path, or remove the entry",
        position: { file: "environment" },
      },
    ]);
    expect(found({ topics: { audit: { copies: 3 } }, ...ignoring("no path]") })).toMatchObject([{ code: "SF1105" }]);
  });

  it("leaves entries of a shared layer alone: another environment may need them", () => {
    const system = systemOf({ topics: {}, ...ignoring() }, [topics]);
    const environment = { ...system.environment, file: "environments/test.yaml" };
    expect(check({ ...system, environment }, new Date("2026-11-21"))).toEqual([]);
  });
});
