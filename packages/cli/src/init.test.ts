import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { contentsOf, streamform, temporaryFolder } from "./testing.js";

const packages = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

it.each(["flux", "argocd"])(
  "makes a repository for %s in which synth works, and whose check is fine",
  async (engine) => {
    const folder = temporaryFolder();
    const made = await streamform(folder, ["init", "Streaming Platform", "--platform", "msk", "--engine", engine]);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(made.stdout).toContain("Next: cd 'Streaming Platform' && pnpm install && pnpm synth");
    expect(made.stdout).toContain("If pnpm is not installed, run npx -y pnpm@");
    const root = join(folder, "Streaming Platform");
    const files = contentsOf(root);
    expect(Object.keys(files)).toEqual([
      ".gitattributes",
      ".github/workflows/streamform.yaml",
      ".gitignore",
      ".npmrc",
      ".vscode/extensions.json",
      ".vscode/settings.json",
      "README.md",
      "environments/msk-dev.yaml",
      "package.json",
      "schemas/environment.schema.json",
    ]);
    const link = (path: string) => `link:${relative(root, join(packages, path))}`;
    const { name, scripts, devDependencies } = JSON.parse(String(files["package.json"]));
    expect({ name, devDependencies }).toEqual({
      name: "streaming-platform",
      devDependencies: Object.fromEntries([
        ["@cdktf/provider-aws", link("presets/node_modules/@cdktf/provider-aws")],
        ...["cli", "core", "presets"].map((of) => [`@streamform/${of}`, link(of)]),
        ["cdk8s-plus-29", link("presets/node_modules/cdk8s-plus-29")],
        ["zod", link("presets/node_modules/zod")],
      ]),
    });
    const { jobs } = parse(String(files[".github/workflows/streamform.yaml"])) as {
      jobs: { check: { steps: { run?: string }[] } };
    };
    expect(jobs.check.steps.map(({ run }) => run)).toContain("pnpm --silent check --format github");
    expect(scripts.check).toBe("streamform synth --check");
    expect(String(files[".gitignore"]).split("\n")).toEqual(
      expect.arrayContaining([".terraform/", ".terraform.lock.hcl"]),
    );

    const spec = parse(String(files["environments/msk-dev.yaml"])) as { delivery: { engine: string } };
    expect(spec.delivery.engine).toBe(engine);
    const isValid = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(String(files["schemas/environment.schema.json"])),
    );
    expect(isValid(spec), JSON.stringify(isValid.errors)).toBe(true);

    expect(await streamform(root, ["synth", "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(await streamform(root, ["synth", "--check"])).toMatchObject({ code: 0, stdout: "msk-dev  unchanged\n" });
  },
);

it("begins with an environment of whichever platform is asked for, without a word to say of it", async () => {
  const root = temporaryFolder();
  expect((await streamform(root, ["init", "--platform", "kafka-kubernetes"])).code).toBe(0);
  expect(await streamform(root, ["synth", "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
  const files = contentsOf(root);
  expect(files).toHaveProperty(["generated/kafka-kubernetes-dev/kubernetes/users/kafkauser-billing.yaml"]);
  expect(files["README.md"]).toContain("streamform explain kafkaCluster.brokers");
  expect(files["README.md"]).not.toContain("msk");
  expect((await streamform(root, ["explain", "kafkaCluster.brokers"])).code).toBe(0);
});

it("makes a repository in which the command that is installed there agrees with its output", async () => {
  const root = temporaryFolder();
  expect((await streamform(root, ["init", "--platform", "msk"])).code).toBe(0);
  expect((await streamform(root, ["synth", "--quiet"])).code).toBe(0);
  mkdirSync(join(root, "node_modules/@streamform"), { recursive: true });
  symlinkSync(fileURLToPath(new URL("..", import.meta.url)), join(root, "node_modules/@streamform/cli"));
  const check = ["node_modules/@streamform/cli/dist/main.js", "synth", "--check"];
  expect(execFileSync(process.execPath, check, { cwd: root, encoding: "utf8", stdio: "pipe" })).toBe(
    "msk-dev  unchanged\n",
  );
});

it("makes a repository in which pnpm install and pnpm synth work, by the packages of the clone that it runs from", async () => {
  const root = temporaryFolder();
  expect((await streamform(root, ["init", "--platform", "msk"])).stdout).toContain("runs from a clone");
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const own = process.env["npm_execpath"];
  const [command, ...first] = own?.includes("pnpm") ? [process.execPath, own] : ["npx", "--yes", packageManager];
  const pnpm = (...words: string[]) =>
    execFileSync(command, [...first, ...words], { cwd: root, encoding: "utf8", stdio: "pipe" });
  expect(readFileSync(join(root, "README.md"), "utf8")).toMatch(/^## Pack Streamform[\s\S]*vendor\/streamform-cli-/m);
  pnpm("install", "--offline");
  expect(pnpm("--silent", "synth")).toMatch(/^msk-dev +written/m);
  expect(pnpm("--silent", "check")).toBe("msk-dev  unchanged\n");
}, 60_000);

it("keeps what is there already, and says so", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "package.json"), '{ "name": "mine" }\n');
  execFileSync("git", ["init", "-q"], { cwd: folder });
  execFileSync("git", ["remote", "add", "origin", "git@example.com:team/streaming.git"], { cwd: folder });
  const { code, stdout } = await streamform(folder, ["init", "--platform", "msk"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^kept +package.json$/m);
  expect(stdout).toContain('"@streamform/cli": "link:');
  expect(readFileSync(join(folder, "package.json"), "utf8")).toBe('{ "name": "mine" }\n');
  expect(readFileSync(join(folder, "environments/msk-dev.yaml"), "utf8")).toContain(
    "repository: ssh://git@example.com/team/streaming.git",
  );
  const withStreamform = { devDependencies: { "@streamform/cli": version }, scripts: { synth: "streamform synth" } };
  writeFileSync(join(folder, "package.json"), JSON.stringify(withStreamform));
  expect((await streamform(folder, ["init", "--platform", "msk"])).stdout).not.toContain("package.json was there");
  const again = await streamform(folder, ["init", "--platform", "msk", "--format", "json"]);
  const { files } = JSON.parse(again.stdout) as { files: { status: string }[] };
  expect(new Set(files.map(({ status }) => status))).toEqual(new Set(["kept"]));
});
