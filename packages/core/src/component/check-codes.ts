import type { Check } from "./check.js";
import type { Platform } from "./platform.js";

/** Codes of checks: SF2 for Streamform's own, SF7 for others. All other codes belong to Streamform's other diagnostics. */
const codeOfCheck = /^SF[27]\d{3}$/;

/** Messages about the codes of these platforms' checks: reserved codes, and codes that two different checks have. */
export function checkCodeMistakes(platforms: readonly Platform[]): string[] {
  const components = new Set(platforms.flatMap((platform) => platform.components));
  const checks = [...components].flatMap(({ name, definition }) =>
    (definition.checks ?? []).map(({ code, title }: Pick<Check, "code" | "title">) => ({
      component: name,
      code,
      title,
    })),
  );
  const named = ({ component, title }: (typeof checks)[number]) => `"${title}" of ${component}`;
  const first = new Map<string, (typeof checks)[number]>();
  return checks.flatMap((check) => {
    if (!codeOfCheck.test(check.code)) return [`${named(check)} has the code ${check.code}, which is reserved`];
    const other = first.get(check.code);
    first.set(check.code, other ?? check);
    // Two copies of a package, as where one is linked, bring the same check twice.
    return other === undefined || other.title === check.title
      ? []
      : [`${named(other)} and ${named(check)} both have the code ${check.code}`];
  });
}
