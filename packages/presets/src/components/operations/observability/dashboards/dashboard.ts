/**
 * Grafana's dashboards as data: a panel's own part is written once, and the common part is added here. There is no dollar
 * sign before a brace, because GitOps engines may read it as their own variable: Grafana reads `$pod` as well.
 *
 * Source: Grafana documentation, "Dashboard JSON model", schema version 39.
 */
export interface Panel {
  readonly title: string;
  /** What the panel shows, and which values are good or bad. */
  readonly description: string;
  /** Grafana's identifier of the unit: `short`, `percent`, `ms`, `s`, `bytes`, `Bps`, `reqps`, `wps`. */
  readonly unit: string;
  /** Colours and the values from which they apply. The first applies below the second. */
  readonly thresholds: readonly Threshold[];
  readonly queries: readonly Query[];
  /** Default: a line over time. */
  readonly kind?: "timeseries" | "stat" | "table";
  /** Columns of 24. */
  readonly width?: number;
  readonly decimals?: number;
}

export interface Threshold {
  readonly color: "green" | "yellow" | "orange" | "red" | "blue";
  readonly from: number | null;
}

export interface Query {
  readonly expression: string;
  /** As `{{pod}}`. */
  readonly legend: string;
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** A choice above the dashboard, filled from the labels of a metric. */
export interface Variable {
  readonly name: string;
  readonly label: string;
  readonly query: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly Variable[];
  readonly rows: readonly Row[];
}

export const plain: readonly Threshold[] = [{ color: "blue", from: null }];
/** Good below the figure. */
export const below = (limit: number, bad: Threshold["color"] = "red"): readonly Threshold[] => [
  { color: "green", from: null },
  { color: bad, from: limit },
];
/** Good from the figure on. */
export const atLeast = (limit: number, bad: Threshold["color"] = "red"): readonly Threshold[] => [
  { color: bad, from: null },
  { color: "green", from: limit },
];

const datasource = { type: "prometheus", uid: "$datasource" };
const heights = { stat: 4, timeseries: 8, table: 8 } as const;

function panelJson(
  { title, description, unit, thresholds, queries, kind = "timeseries", decimals }: Panel,
  id: number,
  gridPos: object,
) {
  const marked = thresholds.length > 1;
  return {
    id,
    type: kind,
    title,
    description,
    datasource,
    gridPos,
    fieldConfig: {
      defaults: {
        unit,
        ...(decimals === undefined ? {} : { decimals }),
        min: kind === "timeseries" ? 0 : undefined,
        color: { mode: kind === "stat" ? "thresholds" : "palette-classic" },
        thresholds: { mode: "absolute", steps: thresholds.map(({ color, from }) => ({ color, value: from })) },
        ...(kind === "timeseries"
          ? {
              custom: {
                lineWidth: 1,
                fillOpacity: 5,
                showPoints: "never",
                thresholdsStyle: { mode: marked ? "dashed" : "off" },
              },
            }
          : {}),
      },
      overrides: [],
    },
    options: options(kind),
    targets: queries.map(({ expression, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr: expression,
      legendFormat: legend,
      range: kind === "timeseries",
      instant: kind !== "timeseries",
      ...(kind === "table" ? { format: "table" } : {}),
    })),
  };
}

function options(kind: NonNullable<Panel["kind"]>) {
  if (kind === "stat")
    return {
      reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
      colorMode: "background",
      graphMode: "none",
      textMode: "auto",
    };
  if (kind === "table") return { showHeader: true, cellHeight: "sm" };
  return {
    legend: { displayMode: "table", placement: "bottom", calcs: ["lastNotNull", "max"], showLegend: true },
    tooltip: { mode: "multi", sort: "desc" },
  };
}

/** The panels of all rows, each in its place: from left to right, then down. */
function placed(rows: readonly Row[]) {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: "row",
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: 24, h: 1 },
      panels: [],
    });
    y += 1;
    let x = 0;
    let h = 0;
    for (const panel of row.panels) {
      const w = panel.width ?? (panel.kind === "stat" ? 4 : 12);
      if (x + w > 24) {
        x = 0;
        y += h;
        h = 0;
      }
      const height = heights[panel.kind ?? "timeseries"];
      panels.push(panelJson(panel, panels.length + 1, { x, y, w, h: height }));
      x += w;
      h = Math.max(h, height);
    }
    y += h;
  }
  return panels;
}

/** The dashboard as Grafana's JSON. */
export function dashboardJson({ uid, title, description, variables, rows }: Dashboard) {
  return {
    uid,
    title,
    description,
    tags: ["kafka"],
    schemaVersion: 39,
    editable: false,
    graphTooltip: 1,
    refresh: "1m",
    time: { from: "now-3h", to: "now" },
    timezone: "browser",
    templating: {
      list: [
        { name: "datasource", label: "Data source", type: "datasource", query: "prometheus", refresh: 1, hide: 0 },
        ...variables.map(({ name, label, query }) => ({
          name,
          label,
          type: "query",
          datasource,
          query: { query, refId: name },
          definition: query,
          refresh: 2,
          sort: 1,
          multi: true,
          includeAll: true,
          allValue: ".*",
          current: { selected: true, text: "All", value: "$__all" },
          hide: 0,
        })),
      ],
    },
    annotations: { list: [] },
    panels: placed(rows),
  };
}
