import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { tools } from "./new/package-json.js";
import { contentsOf, put, streamform, temporaryFolder } from "./testing.js";

const component = ["checks", "index", "kubernetes", "process", "spec", "terraform", "uses"].map((file) => `${file}.ts`);
const read = (root: string, file: string) => readFileSync(join(root, file), "utf8");
const added = async (root: string, ...args: string[]) =>
  JSON.parse((await streamform(root, ["new", "component", ...args, "--format", "json"])).stdout) as {
    package: string;
    files: { path: string; status: string }[];
  };

async function repository(platform: string): Promise<string> {
  const root = temporaryFolder();
  expect((await streamform(root, ["init", "--platform", platform, "--quiet"])).code).toBe(0);
  return root;
}

describe("new component", () => {
  it("writes a component and what checks it into a repository, and keeps what is there", async () => {
    const root = await repository("kafka-kubernetes");
    const { files } = await added(root, "order-report");
    const created = [...component, "order-report.test.ts"].map((file) => `components/order-report/${file}`);
    expect(files.filter(({ status }) => status === "created").map(({ path }) => path)).toEqual(
      expect.arrayContaining([...created, "streamform.config.ts", "tsconfig.json"]),
    );
    const { scripts, devDependencies } = JSON.parse(read(root, "package.json"));
    expect(scripts).toMatchObject({ synth: "streamform synth", test: "vitest run", typecheck: "tsc --noEmit" });
    expect(devDependencies).toMatchObject({ ...tools, zod: expect.any(String) });

    const before = contentsOf(root);
    const again = await added(root, "order-report");
    expect(new Set(again.files.map(({ status }) => status))).toEqual(new Set(["kept"]));
    expect(contentsOf(root)).toEqual(before);
  });

  it.each([
    ["kafka-kubernetes", "kafkaKubernetesPlatform"],
    ["msk", "mskPlatform"],
  ])("builds the project's own platform on %s, which its environments have", async (platform, exported) => {
    const root = await repository(platform);
    await added(root, "order-report");
    const config = read(root, "streamform.config.ts");
    expect(config).toContain(`[...${exported}.components, orderReport]`);
    expect(config).toContain('from "./components/order-report/index.js"');
  });

  it("leaves no word of the template behind", async () => {
    const root = temporaryFolder();
    await added(root, "order-report", "--dir", "order-report");
    const text = Object.entries(contentsOf(root)).flat().join("\n");
    expect(text).not.toMatch(/my-?\s?component/i);
    expect(text).toContain("export const orderReportSpec: OrderReportSchema");
    expect(text).toContain('title: "Order report"');
  });

  it("makes a package where there is none", async () => {
    const root = temporaryFolder();
    const made = await added(root, "order-report", "--dir", "packages/acme-report");
    expect(made.package).toBe(join(root, "packages/acme-report"));
    const { name, exports, devDependencies } = JSON.parse(read(made.package, "package.json"));
    expect({ name, exports }).toEqual({ name: "acme-report", exports: { ".": "./index.ts" } });
    expect(Object.keys(devDependencies)).toEqual(
      expect.arrayContaining(["@streamform/core", "@streamform/presets", "zod", ...Object.keys(tools)]),
    );
    expect(Object.keys(contentsOf(made.package))).toEqual(expect.arrayContaining([...component, "tsconfig.json"]));
  });

  it("says how the repository of the environments gets a component of another package", async () => {
    const root = temporaryFolder();
    const { stdout } = await streamform(root, ["new", "component", "order-report", "--dir", "acme-report"]);
    expect(stdout).toContain(`In the repository of your environments: pnpm add -D link:${join(root, "acme-report")}`);
    expect(stdout).toContain('Add to its streamform.config.ts: import { orderReport } from "acme-report";');
    expect(stdout).toContain("orderReport: {}");
  });

  it("gives a second component codes of its own, and says what to add to the configuration", async () => {
    const root = await repository("msk");
    await added(root, "order-report");
    const { stdout } = await streamform(root, ["new", "component", "pulse"]);
    expect(stdout).toContain('Add to streamform.config.ts: import { pulse } from "./components/pulse/index.js";');
    const codesOf = (name: string) => read(root, `components/${name}/checks.ts`).match(/code: "SF\d+"/g);
    expect(codesOf("order-report")).toEqual(['code: "SF7001"', 'code: "SF7002"']);
    expect(codesOf("pulse")).toEqual(['code: "SF7003"', 'code: "SF7004"']);
  });

  it.each([
    ["Order", "Order is not a valid component name"],
    ["order_report", "order_report is not a valid component name"],
    ["../order", "../order is not a valid component name"],
    ["a".repeat(41), "too long"],
    ["topics", "environments already have the key topics"],
    ["network-policies", "environments already have the key networkPolicies"],
    ["aws", "environments already have the key aws"],
    ["class", "the name class is taken"],
  ])("refuses the name %s, and writes nothing", async (name, message) => {
    const root = temporaryFolder();
    const { code, stderr } = await streamform(root, ["new", "component", name]);
    expect({ code, files: contentsOf(root) }).toEqual({ code: 2, files: {} });
    expect(stderr).toContain(message);
  });

  it("refuses a package.json that is none, and a file where the folder would be", async () => {
    const root = temporaryFolder();
    put(root, { "package.json": "{", file: "" });
    expect(await streamform(root, ["new", "component", "pulse"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("package.json cannot be read"),
    });
    expect(await streamform(root, ["new", "component", "pulse", "--dir", "file"])).toMatchObject({ code: 2 });
    expect(Object.keys(contentsOf(root))).toEqual(["file", "package.json"]);
  });
});

it("checks components by the tools that Streamform itself is checked by", () => {
  const own = JSON.parse(read(fileURLToPath(new URL("../../..", import.meta.url)), "package.json")).devDependencies;
  expect(Object.fromEntries(Object.keys(tools).map((name) => [name, own[name]]))).toEqual(tools);
});
