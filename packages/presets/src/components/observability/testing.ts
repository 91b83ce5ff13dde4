/** Expressions of a dashboard's panels, with a value for each of Grafana's variables. */
export function queriesOf(dashboard: object): string[] {
  const { panels } = dashboard as { panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[] };
  return panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }) => expr.replaceAll("$__rate_interval", "5m").replaceAll(/\$(pod|topic|group)\b/g, ".*")),
  );
}

const words = new Set(
  [
    "abs absent by clamp_min count delta deriv group_left increase max min min_over_time offset on or and unless predict_linear rate sum",
    "time topk vector without ignoring bool",
  ].flatMap((line) => line.split(" ")),
);

/** Names of the metrics that an expression asks for; those of recording rules have a colon. */
export function metricsOf(expression: string): string[] {
  const bare = expression
    .replace(/"(\\.|[^"\\])*"/g, '""')
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\boffset \d+[smhd]/g, "")
    .replace(/\b(by|on|without|ignoring|group_left|group_right)\s*\([^)]*\)/g, "");
  return [...new Set(bare.match(/[a-zA-Z_][a-zA-Z0-9_:]*/g) ?? [])].filter(
    (word) => !words.has(word) && !/^\d/.test(word),
  );
}

/** A metric as an expression selects it, with the matchers that ask for one value. */
export interface Selector {
  readonly metric: string;
  readonly matchers: Readonly<Record<string, string>>;
}

export function selectorsOf(expression: string): Selector[] {
  return [...expression.matchAll(/([a-zA-Z_:][\w:]*)\{((?:"(?:\\.|[^"\\])*"|[^}"])*)\}/g)].map(
    ([, metric = "", matchers = ""]) => ({
      metric,
      matchers: Object.fromEntries(
        [...matchers.matchAll(/(\w+)="((?:\\.|[^"\\])*)"/g)].map(([, label = "", value = ""]) => [label, value]),
      ),
    }),
  );
}
