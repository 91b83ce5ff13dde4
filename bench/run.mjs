// Measures `streamform synth` beside what no program like it can do without, in the same run: the start of Node.js, the import of
// the libraries, and reading the tree. Prints a table of medians and how far each measure is from its aim. Exits with 1 where an aim is
// missed and --strict is given.
//
// usage: node bench/run.mjs [--runs N] [--environments N] [--strict]
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measure, median } from "./measure.mjs";
import { main, makeProject } from "./project.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    environments: { type: "string", default: "100" },
    strict: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const many = Number(values.environments);

/** Aims for a hundred environments, and for a thousand. */
const aims =
  many < 1000 ? { cold: 12, megabytes: 600, unchanged: undefined } : { cold: 60, megabytes: 700, unchanged: 2.5 };

const floors = {
  node: ["-e", "0"],
  imports: ["--input-type=module", "-e", 'await Promise.all([import("cdktf"), import("cdk8s-plus-29")])'],
  tree: [new URL("./read-tree.mjs", import.meta.url).pathname],
};

/** Runs a step as often as asked for; `before` prepares each run and is not measured. */
function repeat(times, { cwd, parameters, before = () => {} }) {
  const results = Array.from({ length: times }, () => {
    before();
    return measure(parameters, cwd);
  });
  return {
    seconds: median(results.map(({ seconds }) => seconds)),
    cpu: median(results.map(({ cpu }) => cpu)),
    megabytes: median(results.map(({ megabytes }) => megabytes)),
  };
}

const one = makeProject(1);
const hundred = makeProject(many);
const aside = mkdtempSync(join(tmpdir(), "streamform-bench-aside-"));
let emptied = 0;
/** Moves output away until the end: ext4 makes files several times slower for minutes after many were removed. */
function empty({ root }) {
  const output = join(root, "generated");
  if (existsSync(output)) renameSync(output, join(aside, `${emptied++}`));
}
const synth = (project, before) => ({ cwd: project.root, parameters: [main, "synth", "--quiet"], before });
try {
  const few = Math.max(1, Math.ceil(runs / 3));
  const node = repeat(runs, { cwd: one.root, parameters: floors.node });
  const imports = repeat(runs, { cwd: one.packages, parameters: floors.imports });
  const cold = repeat(
    runs,
    synth(one, () => empty(one)),
  );
  const again = repeat(runs, synth(one));
  const coldMany = repeat(
    few,
    synth(hundred, () => empty(hundred)),
  );
  const againMany = repeat(runs, synth(hundred));
  const tree = repeat(runs, { cwd: one.root, parameters: [...floors.tree, "."] });
  const treeMany = repeat(runs, { cwd: hundred.root, parameters: [...floors.tree, "."] });

  const rows = [
    ["floor: start of Node.js", node],
    ["floor: import of cdktf and cdk8s-plus-29", imports],
    ["floor: reading and hashing one tree", tree],
    [`floor: reading and hashing ${many} trees`, treeMany],
    ["one environment, cold", cold, "× import", cold.seconds / imports.seconds, 1.8],
    ["one environment, unchanged", again, "× Node.js", again.seconds / node.seconds, 3],
    [`${many} environments, cold`, coldMany, "× one", coldMany.seconds / cold.seconds, aims.cold],
    [`${many} environments, unchanged`, againMany, "× reading", againMany.seconds / treeMany.seconds],
    [`${many} environments, unchanged, in all`, againMany, "s", againMany.seconds, aims.unchanged],
    [`${many} environments, peak memory`, coldMany, "MB", coldMany.megabytes, aims.megabytes],
  ];
  console.log(
    `Node.js ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, medians of ${runs} runs (${few} of ${many} cold)\n`,
  );
  console.log(table(rows));
  const missed = rows.filter(([, , , figure, aim]) => aim !== undefined && figure > aim);
  if (missed.length > 0) console.log(`\nmissed: ${missed.map(([name]) => name).join("; ")}`);
  if (missed.length > 0 && values.strict) process.exitCode = 1;
} finally {
  for (const folder of [one.root, hundred.root, aside]) rmSync(folder, { recursive: true, force: true });
}

function table(rows) {
  const lines = rows.map(([name, { seconds, cpu, megabytes }, unit = "", figure, aim]) => [
    name,
    `${seconds.toFixed(2)} s`,
    `${cpu.toFixed(2)} s`,
    `${megabytes.toFixed(0)} MB`,
    figure === undefined ? "" : `${figure.toFixed(figure < 100 ? 1 : 0)} ${unit}`,
    aim === undefined ? "" : `${figure <= aim ? "within" : "above"} ${aim}`,
  ]);
  const all = [["", "time", "CPU", "memory", "ratio", "aim"], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((cells) => cells[column].length)));
  return all
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
