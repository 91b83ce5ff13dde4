import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installPackages, removeFolder } from "../docs/examples/installed.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A folder as somebody has it who installed the packages, without this repository. */
let folder = "";
beforeAll(() => {
  folder = installPackages();
  for (const tool of ["typescript", "vitest", "@types"]) {
    const place = join(folder, "node_modules", tool);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(root, "node_modules", tool)), place);
  }
});
afterAll(() => removeFolder(folder));

const command = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(folder, "node_modules/@streamform/cli/dist/main.js"), ...args], {
    cwd,
    encoding: "utf8",
  });
const run = (cwd: string, file: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(folder, "node_modules", file), ...args], { cwd, encoding: "utf8" });
const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, "utf8")));

describe.each(["msk", "kafka-kubernetes"])("a component that a stranger makes on %s", (platform) => {
  const repository = () => join(folder, platform);
  const environment = () => join(repository(), `environments/${platform}-dev.yaml`);

  it("has types that fit and a test that passes", () => {
    expect(command(folder, "init", platform, "--platform", platform, "--quiet").status).toBe(0);
    expect(command(repository(), "new", "component", "order-report", "--quiet").status).toBe(0);
    expect(run(repository(), "typescript/bin/tsc", "--noEmit")).toBe("");
    expect(run(repository(), "vitest/vitest.mjs", "run")).toMatch(/Tests[^\n]*2 passed/);
  });

  it("comes into the tree by the lines that the command prints", () => {
    const { stdout } = command(repository(), "new", "component", "order-report");
    expect(stdout).toContain("users: { order-report: { acls: { produce: [order-report] } } }");
    edit(environment(), (text) =>
      text
        .replace(/^platform: /m, "platform: own-")
        .replace(/^topics:\n/m, "topics:\n  order-report: { partitions: 1 }\n"),
    );
    const user = "  order-report: { acls: { produce: [order-report] } }\n";
    edit(environment(), (text) =>
      /^users:\n/m.test(text) ? text.replace(/^users:\n/m, `users:\n${user}`) : `${text}users:\n${user}`,
    );
    appendFileSync(environment(), "orderReport: {}\n");
    const { status, stderr } = command(repository(), "synth", "--quiet");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const cronJob = `generated/${platform}-dev/kubernetes/order-report/cronjob-order-report.yaml`;
    expect(readFileSync(join(repository(), cronJob), "utf8")).toContain("/etc/order-report/run.sh");
  });

  it("is told how to describe a kind that nobody registered, and then has its object", () => {
    const part = (file: string) => join(repository(), "components/order-report", file);
    edit(part("kubernetes.ts"), (text) =>
      text
        .replace(/^/, 'import { customResource } from "@streamform/core";\n')
        .replace(
          "): void {\n",
          '$&  customResource(part.chart, { apiVersion: "capture.example.com/v1", kind: "CaptureSource", metadata: { name: "orders" } });\n',
        ),
    );
    const refused = command(repository(), "synth", "--quiet");
    expect(refused.status).toBe(1);
    const hint = /kinds: \[\{ group: "capture\.example\.com"[^`]*\}\]/.exec(refused.stderr)?.[0];
    expect(refused.stderr).toContain("SF3007");
    edit(part("index.ts"), (text) => text.replace("  kubernetes,\n", `$&  ${hint},\n`));
    expect(run(repository(), "typescript/bin/tsc", "--noEmit")).toBe("");
    expect(command(repository(), "synth", "--quiet").status).toBe(0);
  });
});

it("makes a component in a package of its own, whose types fit and whose test passes", () => {
  // Without a package.json above: npm gives the outer folder one.
  expect(command(folder, "new", "component", "order-report", "--dir", "acme-report", "--quiet").status).toBe(0);
  const own = join(folder, "acme-report");
  expect(run(own, "typescript/bin/tsc", "--noEmit")).toBe("");
  expect(run(own, "vitest/vitest.mjs", "run")).toMatch(/Tests[^\n]*2 passed/);
});
