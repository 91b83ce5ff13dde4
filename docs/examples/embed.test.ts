import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { installPackages, type Name, names, removeFolder } from "./installed.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const example = fileURLToPath(new URL("embed", import.meta.url));
interface PackageJson {
  readonly exports: Readonly<Record<string, { readonly types: string; readonly default: string }>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** A folder as somebody has it who installed the packages and knows nothing of this repository. */
let folder = "";
const installed = (name: Name) => join(folder, "node_modules/@streamform", name);
const packageJson = (name: Name) =>
  JSON.parse(readFileSync(join(installed(name), "package.json"), "utf8")) as PackageJson;
const filesOf = (name: Name) =>
  readdirSync(installed(name), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(installed(name).length + 1)] : [],
  );

beforeAll(() => {
  folder = installPackages();
  cpSync(example, folder, { recursive: true });
}, 120_000);

afterAll(() => removeFolder(folder));

describe.each(names)("the tarball of %s", (name) => {
  it("has what it promises: every export with its types, every command, the licence", () => {
    const { exports, bin = {}, license } = packageJson(name);
    const promised = [
      ...Object.values(exports).flatMap(({ types, default: code }) => [types, code]),
      ...Object.values(bin),
    ];
    expect(promised.filter((path) => !existsSync(join(installed(name), path)))).toEqual([]);
    expect(license).toBe("Apache-2.0");
    expect(readFileSync(join(installed(name), "LICENSE"), "utf8")).toContain("Version 2.0, January 2004");
    expect(existsSync(join(installed(name), "README.md"))).toBe(true);
  });

  it("has no tests, no sources and nothing that only a build needs", () => {
    expect(
      filesOf(name)
        .filter((file) => !file.startsWith("templates/")) // what `new component` writes
        .filter((file) => /\.test\.|(^|\/)(trees|cases)\/|(?<!\.d)\.ts$|tsbuildinfo$|^src\//.test(file)),
    ).toEqual([]);
  });

  it("has declarations below 3 MB, since an editor reads them for every environment file", () => {
    const declarations = filesOf(name).filter((file) => file.endsWith(".d.ts"));
    expect(declarations).toContain("dist/index.d.ts");
    const sizes = declarations.map((file) => statSync(join(installed(name), file)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
  });

  it("asks for nothing that only the workspace can resolve", () => {
    for (const [dependency, range] of Object.entries(packageJson(name).dependencies))
      expect(range, dependency).toMatch(/^[\^~]?\d/);
  });

  it("has every template beside the code that reads it", () => {
    const source = join(root, "packages", name, "src");
    const templates = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.includes("/templates/") && /\.\w+$/.test(file),
    );
    expect(templates.filter((file) => !existsSync(join(installed(name), "dist", file)))).toEqual([]);
    if (name === "presets")
      expect(templates.some((file) => file.endsWith(".hbs")) && templates.some((file) => file.endsWith(".sh"))).toBe(
        true,
      );
  });
});

describe("declarations of components", () => {
  it("name a schema where it is used, and write it out in its own file alone", () => {
    const users = filesOf("presets").filter(
      (file) => file.endsWith(".d.ts") && !/(^|[/-])(spec|schema)\.d\.ts$/.test(file),
    );
    expect(users.length).toBeGreaterThan(100);
    const writtenOut = users.filter(
      (file) =>
        /components\//.test(file) && readFileSync(join(installed("presets"), file), "utf8").includes("ZodObject<"),
    );
    expect(writtenOut).toEqual([]);
  });
});

describe("a repository that init of the tarballs makes", () => {
  it("asks for the packages of that release and the libraries of its platforms, and for nothing of this machine", () => {
    const root = join(folder, "made");
    const init = [join(installed("cli"), "dist/main.js"), "init", root, "--platform", "msk", "--quiet"];
    expect(execFileSync(process.execPath, init, { cwd: folder, encoding: "utf8" })).toBe("");
    const text = (file: string) => readFileSync(join(root, file), "utf8");
    const { devDependencies } = JSON.parse(text("package.json")) as { devDependencies: Record<string, string> };
    const { zod, ...others } = packageJson("presets").dependencies;
    expect(devDependencies).toEqual({
      "@cdktf/provider-aws": others["@cdktf/provider-aws"],
      ...Object.fromEntries(names.map((name) => [`@streamform/${name}`, expect.stringMatching(/^\d+\.\d+\.\d+$/)])),
      "cdk8s-plus-29": others["cdk8s-plus-29"],
      zod,
    });
    expect(text("README.md")).toContain("npm ci");
    expect(text("README.md")).not.toContain("Pack Streamform");
  });
});

describe("a program that embeds Streamform, with a component of its own", () => {
  const run = () =>
    JSON.parse(
      execFileSync(process.execPath, ["generate.js", "out"], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      }),
    ) as { environment: string; written: number; units: string[] };
  const said = (program: string) =>
    spawnSync(process.execPath, [program, "out"], { cwd: folder, encoding: "utf8" }).stderr;
  const generated = (path: string) => readFileSync(join(folder, "out/orders-test", path), "utf8");

  it("writes the whole tree with plain Node.js, and nothing the second time", { timeout: 60_000 }, () => {
    const { environment, written, units } = run();
    expect(environment).toBe("orders-test");
    expect(units).toEqual(
      expect.arrayContaining(["terraform/msk", "terraform/heartbeat", "kubernetes/topics", "kubernetes/heartbeat"]),
    );
    expect(written).toBeGreaterThan(20);
    expect(run().written).toBe(0);
  });

  it("brings the platform's Kafka and the component's own bucket to the component's pod", () => {
    const { resource } = JSON.parse(generated("terraform/heartbeat/main.tf.json")) as {
      resource: Record<string, Record<string, Record<string, unknown>>>;
    };
    expect(resource["aws_s3_bucket"]?.["reports"]?.["bucket"]).toMatch(/^orders-test-heartbeat-reports-/);
    const secret = parse(generated("kubernetes/heartbeat/externalsecret-heartbeat-values.yaml")) as {
      spec: { data: { remoteRef: { key: string } }[] };
    };
    const keys = secret.spec.data.map(({ remoteRef }) => remoteRef.key);
    expect(keys).toContain("/streamform/orders-test/heartbeat/bucket");
    expect(keys.some((key) => key.startsWith("/streamform/orders-test/msk/"))).toBe(true);
    expect(generated("kubernetes/heartbeat/cronjob-heartbeat.yaml")).toContain(
      "image: registry.example.com/acme/heartbeat:1.4.0",
    );
  });

  it("has the component in the order of delivery and in the README", () => {
    const delivery = readdirSync(join(folder, "out/orders-test/delivery"), { recursive: true, encoding: "utf8" });
    expect(delivery.some((file) => file.includes("heartbeat"))).toBe(true);
    expect(generated("README.md")).toContain("Heartbeat");
  });

  it("says what the component's pods ask for: a quota that is too small for them names them", () => {
    const program = readFileSync(join(folder, "generate.js"), "utf8");
    writeFileSync(
      join(folder, "quota.js"),
      program.replace('kafkaClients: { topic: "orders" }', "$&, kubernetesNamespace: { quota: { cpu: 0.01 } }"),
    );
    expect(said("quota.js")).toMatch(/SF2851[\s\S]*0\.05[^\n]*heartbeat/);
  });

  it("is warned where the component says nothing of its pods, and of nothing else", () => {
    const component = readFileSync(join(folder, "heartbeat.js"), "utf8");
    expect(said("generate.js")).toBe("");
    writeFileSync(join(folder, "heartbeat.js"), component.replace(/^ {2}contributes: .*\n/m, ""));
    expect(said("generate.js")).toContain(
      "heartbeat creates CronJob heartbeat, and contributes nothing to workloads (read by kubernetesNamespace)",
    );
    writeFileSync(join(folder, "heartbeat.js"), component);
  });

  it("tests its component by what the packages have for that", () => {
    const { status, stdout } = spawnSync(process.execPath, ["--test", "heartbeat.test.js"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout).toContain("pass 2");
    expect(status).toBe(0);
  });

  it("is checked by the types of the tarballs", { timeout: 60_000 }, () => {
    const compilerOptions = {
      allowJs: true,
      checkJs: true,
      strict: true,
      noEmit: true,
      module: "NodeNext",
      target: "ES2023",
      skipLibCheck: true,
      types: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["generate.js"] }));
    symlinkSync(realpathSync(join(root, "node_modules/@types")), join(folder, "node_modules/@types"));
    const check = () =>
      execFileSync(
        process.execPath,
        [join(root, "node_modules/typescript/bin/tsc"), "--project", folder, "--types", "node"],
        { encoding: "utf8" },
      );
    expect(check).not.toThrow();
    writeFileSync(
      join(folder, "heartbeat.js"),
      readFileSync(join(folder, "heartbeat.js"), "utf8").replace("listener.protocol", "listener.protocl"),
    );
    expect(check).toThrow();
  });
});
