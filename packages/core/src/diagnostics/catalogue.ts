import type { Page } from "./page.js";

/** All pages that an installation knows, in the order of their codes. */
export interface Catalogue {
  readonly pages: readonly Page[];
  /** The page of a code, in either case; undefined where nobody reports it. */
  page(code: string): Page | undefined;
}

const wellFormed = /^SF\d{4}$/;

/** Gathers the pages of several rooms. Throws where two different ones share a code, or a code is not `SF` and four digits: both are faults of who wrote them. */
export function catalogue(...pageLists: readonly (readonly Page[] | Readonly<Record<string, Page>>)[]): Catalogue {
  const byCode = new Map<string, Page>();
  for (const page of pageLists.flatMap((list) => Object.values<Page>(list))) {
    if (!wellFormed.test(page.code))
      throw new Error(`the code ${JSON.stringify(page.code)} of "${page.title}" is not SF and four digits`);
    const other = byCode.get(page.code);
    // Two copies of a package, as where one is linked, bring the same page twice.
    if (other && other.title !== page.title)
      throw new Error(`the code ${page.code} stands for both "${other.title}" and "${page.title}"`);
    byCode.set(page.code, page);
  }
  const pages = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  return { pages, page: (code) => byCode.get(code.toUpperCase()) };
}

/** A page as `streamform explain CODE` prints it; ends with a newline. */
export function renderPage(page: Page): string {
  const parts = [`${page.code} (${page.severity}): ${page.title}`, `Why: ${page.because}`, `Instead: ${page.instead}`];
  if (page.source !== undefined) parts.push(`Source: ${page.source}`);
  return `${parts.join("\n\n")}\n`;
}

/** A page as a Markdown section for the reference; ends with a newline. */
export function renderPageMarkdown(page: Page): string {
  const parts = [
    `## ${page.code}: ${page.title}`,
    `Severity: ${page.severity}`,
    page.because,
    `**Instead:** ${page.instead}`,
  ];
  if (page.source !== undefined) parts.push(`_Source: ${page.source}_`);
  return `${parts.join("\n\n")}\n`;
}
