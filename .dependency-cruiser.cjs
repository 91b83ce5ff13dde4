/** The floors of the house: nothing imports against them. */
const rooms = [
  "diagnostics",
  "environment",
  "kinds",
  "component",
  "compile",
  "delivery",
  "readme",
  "output",
  "provenance",
];
const core = "^packages/core/src";
const sources = "\\.ts$";
const tests = "(\\.test\\.ts|/testing\\.ts)$";

const only = (name, library, room) => ({
  name: `${name}-in-one-room`,
  comment: `${name} is imported in ${room} alone; components use their own deep imports.`,
  severity: "error",
  from: { path: core, pathNot: [`${core}/${room}/`, tests] },
  to: { path: `node_modules/${library}` },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: { path: sources, pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "core-knows-nobody",
      severity: "error",
      from: { path: "^packages/core/" },
      to: { path: "^packages/(presets|cli)/" },
    },
    {
      name: "presets-know-core-only",
      severity: "error",
      from: { path: "^packages/presets/" },
      to: { path: "^packages/cli/" },
    },
    {
      name: "through-the-front-door",
      severity: "error",
      from: { path: "^packages/(presets|cli)/src" },
      to: { path: "^packages/core/(src|dist)/(?!(index|embedding|testing|unchanged)\\.)" },
    },
    ...rooms.flatMap((room, index) =>
      rooms.slice(index + 1).map((above) => ({
        name: `${room}-below-${above}`,
        comment: `Data goes one way: ${rooms.join(" → ")}.`,
        severity: "error",
        from: { path: `${core}/${room}/`, pathNot: tests },
        to: { path: `${core}/${above}/` },
      })),
    ),
    only("cdktf", "cdktf/", "compile/terraform"),
    only("provider-aws", "@cdktf/provider-aws/", "compile/terraform"),
    only("cdk8s", "cdk8s", "compile/kubernetes"),
    only("handlebars", "handlebars", "compile/files"),
    {
      name: "components-import-deeply",
      comment:
        "The indexes of provider-aws and cdk8s-plus cost seconds, the former 500 MB; cdktf and cdk8s themselves belong to core.",
      severity: "error",
      from: { path: "^packages/presets/src", pathNot: tests },
      to: {
        path: [
          "node_modules/@cdktf/provider-aws/(index|lib/index)\\.",
          "node_modules/cdk8s-plus-29/(index|lib/index)\\.",
          "node_modules/.*(/cdktf/|/cdk8s/|/handlebars/)",
        ],
      },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "declared-dependencies",
      severity: "error",
      from: { path: "^packages/[^/]+/src", pathNot: tests },
      to: { dependencyTypes: ["npm-no-pkg", "npm-dev"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["(^|/)dist/", "/templates/"] },
    parser: "swc",
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
