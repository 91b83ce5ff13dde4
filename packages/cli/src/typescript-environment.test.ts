import { expect, it } from "vitest";
import { parse } from "yaml";
import { environment, project, streamformProcess } from "./testing.js";

/** An environment as a program, with lines of its own before it. */
const program = (name: string, lines: string): string =>
  `${lines}\nexport default ${JSON.stringify(parse(environment(name)))};\n`;

it("goes on where a TypeScript environment would end the process or never end itself", async () => {
  const root = project({
    "environments/exits.ts": program("exits", "process.exitCode = 9;\nprocess.exit(7);"),
    "environments/good.yaml": environment("good"),
    "environments/late.ts": program("late", "setTimeout(() => process.exit(7));\nawait new Promise(() => {});"),
    "environments/waits.ts": program("waits", "await new Promise(() => {});"),
  });
  for (const args of [["validate"], ["synth", "--jobs", "3"]]) {
    const { code, stdout } = await streamformProcess(root, [...args, "--format", "json"]);
    expect(code, args.join(" ")).toBe(1);
    const { diagnostics } = JSON.parse(stdout);
    const found = diagnostics.map(
      ({ code, file, line }: { code: string; file: string; line: number }) => `${code} ${file}:${line}`,
    );
    expect(found, args.join(" ")).toEqual([
      "SF0034 environments/exits.ts:2",
      "SF0034 environments/late.ts:1",
      "SF0035 environments/waits.ts:1",
    ]);
  }
}, 60_000);

it("keeps what a TypeScript environment writes out of its results, and ends though that goes on", async () => {
  const lines = [
    'import { writeSync } from "node:fs";',
    'console.log("hello");',
    'process.stdout.write("world\\n");',
    'writeSync(1, "hello world\\n");',
    'setInterval(() => console.log("hello again"), 10).unref();',
  ];
  const root = project({ "environments/talks.ts": program("talks", lines.join("\n")) });
  const { code, stdout, stderr } = await streamformProcess(root, ["expand", "talks"]);
  expect(code).toBe(0);
  expect(parse(stdout)).toMatchObject({ name: "talks" });
  expect(stdout).not.toMatch(/hello|world/);
  expect(stderr.split("\n")).toEqual(expect.arrayContaining(["hello", "world", "hello world"]));
}, 60_000);
