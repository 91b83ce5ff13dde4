import { expect, it } from "vitest";
import { readingPages } from "../environment/pages.js";
import { specPages } from "../environment/spec-pages.js";
import { catalogue, renderPage, renderPageMarkdown } from "./catalogue.js";
import type { Page } from "./page.js";

const page: Page = {
  code: "SF2107",
  title: "Burstable brokers",
  severity: "warning",
  because: "Credits run out.",
  instead: "Use m7g.",
  source: "MSK guide",
};

it("finds a page by its code in either case", () => {
  expect(catalogue([page]).page("sf2107")).toBe(page);
  expect(catalogue([page]).page("SF9999")).toBeUndefined();
});

it("refuses two pages with one code, and codes of another form", () => {
  expect(() => catalogue([page], { other: { ...page, title: "Other" } })).toThrow(
    'SF2107 stands for both "Burstable brokers" and "Other"',
  );
  expect(() => catalogue([{ ...page, code: "E1" }])).toThrow("not SF and four digits");
});

it("holds the pages of reading and of the spec's shape, in the order of their codes", () => {
  const { pages } = catalogue(specPages, readingPages);
  expect(pages.map(({ code }) => code)).toEqual(pages.map(({ code }) => code).sort());
  expect(pages.length).toBe(Object.keys(readingPages).length + Object.keys(specPages).length);
});

it("prints a page with why, instead and source", () => {
  expect(renderPage(page)).toBe(
    "SF2107 (warning): Burstable brokers\n\nWhy: Credits run out.\n\nInstead: Use m7g.\n\nSource: MSK guide\n",
  );
  expect(renderPageMarkdown(page)).toContain("## SF2107: Burstable brokers\n\nSeverity: warning");
});
