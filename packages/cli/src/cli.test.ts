import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeFault } from "./fault.js";
import { environment, project, put, streamform, temporaryFolder } from "./testing.js";

const commands = ["init", "synth", "validate", "expand", "explain", "schema", "list", "doctor", "new"];

it("has help with an example for every command, on stdout", async () => {
  const endings = await Promise.all(commands.map((command) => streamform(".", [command, "--help"])));
  for (const [index, { code, stdout, stderr }] of endings.entries()) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`Usage: streamform ${commands[index]}`);
    expect(stdout).toMatch(new RegExp(`Examples?:\n {2}\\$ streamform ${commands[index]} ?`));
    if (commands[index] === "init") expect(stdout).toContain("(required)");
    for (const flag of ["--format", "--no-color", "--quiet"]) expect(stdout, commands[index]).toContain(flag);
  }
});

it("exits with 2 for wrong usage, says so on stderr and suggests", async () => {
  const root = project({
    "environments/msk-dev.yaml": environment("msk-dev"),
    "environments/file.yaml": environment("another"),
    "environments/base/all.yaml": "",
  });
  const hints: readonly (readonly [string[], string])[] = [
    [[], "Usage: streamform"],
    [["sinth"], "Did you mean synth?"],
    [["synth", "--chek"], "Did you mean --check?"],
    [["synth", "--jobs", "0"], "whole number"],
    [["synth", "--format", "xml"], "pretty, json, github"],
    [["synth", "msk-dve"], "did you mean msk-dev?"],
    [["expand", "nothing-like-it"], "environments: another, msk-dev"],
    [["validate", "environments/base"], "environments/base is a folder; name an environment, or the path of its file"],
    [["synth", "environments/gone.yaml"], "there is no file environments/gone.yaml"],
    [["expand", "file"], "environments/file.yaml has the name another"],
    [["validate", "--environments", "/nope"], "there is no folder /nope"],
    [["synth", "--environments", "package.json"], "there is no folder package.json"],
    [["explain", "msk.volumSize"], "did you mean volumeSize?"],
    [["explain", "SF9998"], "no diagnostic has the code"],
    [["init"], "--platform"],
    [["schema", "--out", "package.json/schema.json"], "package.json/schema.json cannot be written (EEXIST)"],
    [["schema", "--out", "environments"], "--out: environments cannot be written (EISDIR)"],
  ];
  for (const [args, hint] of hints) {
    const { code, stdout, stderr } = await streamform(root, args);
    expect({ code, stdout }, args.join(" ")).toEqual({ code: 2, stdout: "" });
    expect(stderr, args.join(" ")).toContain(hint);
  }
});

it("gives programs one document for wrong usage and faults too (SF5006)", async () => {
  const root = project({
    "environments/msk-dev.yaml": environment("msk-dev"),
    "streamform.config.mjs":
      'export default { platforms: [{ kind: "platform", name: "broken", components: [{}] }] };\n',
  });
  const wrong: readonly (readonly [string[], number, string])[] = [
    [["sinth", "--format", "json"], 2, "SF5006"],
    [["--format=json", "synth", "--chek"], 2, "SF5006"],
    [["synth", "msk-dve", "--format", "json"], 2, "SF5006"],
    [["list", "checks", "--format", "json"], 3, "SF9001"],
  ];
  for (const [args, code, page] of wrong) {
    const ending = await streamform(root, args);
    expect(ending.code, args.join(" ")).toBe(code);
    expect(ending.stderr).not.toBe("");
    expect(JSON.parse(ending.stdout), args.join(" ")).toEqual({
      version: 1,
      diagnostics: [expect.objectContaining({ code: page, severity: "error", message: expect.stringMatching(/./) })],
    });
  }
  expect(JSON.parse((await streamform(root, ["synth", "msk-dve", "--format", "json"])).stdout)).toMatchObject({
    diagnostics: [{ hint: expect.stringContaining("did you mean msk-dev?") }],
  });
});

it("takes the flags of every command before its name as well", async () => {
  const root = project({ "environments/msk-dev.yaml": environment("msk-dev") });
  expect(await streamform(root, ["--quiet", "validate"])).toEqual({ code: 0, stdout: "", stderr: "" });
  const before = await streamform(root, ["--no-color", "--format", "json", "validate", "msk-dev"]);
  expect(before).toEqual(await streamform(root, ["validate", "msk-dev", "--format", "json", "--no-color"]));
  expect(JSON.parse(before.stdout)).toMatchObject({ environments: [{ name: "msk-dev", valid: true }] });
  expect((await streamform(root, ["--quiet", "help", "synth"])).stdout).toContain("Usage: streamform synth");
  expect((await streamform(root, ["--help"])).stdout).toContain("--quiet, --verbose, before or after its name");
});

it("exits with 3 for a fault, with what to report and no stack trace unless it is asked for", async () => {
  const root = project({
    "streamform.config.mjs":
      'export default { platforms: [{ kind: "platform", name: "broken", components: [{}] }] };\n',
  });
  const short = await streamform(root, ["list", "components"]);
  expect(short.code).toBe(3);
  expect(short.stdout).toBe("");
  expect(short.stderr).toMatch(/internal error\[SF9001\]: .*\n\nThis is a bug in Streamform/);
  expect(short.stderr).toContain("command   streamform list components");
  expect(short.stderr).not.toContain("    at ");
  const long = await streamform(root, ["list", "components"], { env: { STREAMFORM_DEBUG: "1" } });
  expect(long.stderr).toContain("    at ");
});

it("tells of a fault what caused it", () => {
  const fault = new Error("outer\nsecond line", { cause: new Error("inner") });
  expect(describeFault(fault, ["synth"])).not.toContain("inner");
  expect(describeFault(fault, ["synth", "--verbose"])).toContain("caused by");
  expect(describeFault("a string", [])).toContain("internal error[SF9001]: a string");
});

it("lists and explains what Streamform brings where the configuration cannot be read", async () => {
  const root = project({ "streamform.config.mjs": 'import "acme-platform";\n' });
  for (const what of ["SF5010", "sf2102", "msk.volumeSize"])
    expect(await streamform(root, ["explain", what]), what).toMatchObject({ code: 0, stderr: "" });
  for (const what of ["SF7001", "heartbeat.image"])
    expect(await streamform(root, ["explain", what]), what).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("error[SF5010]"),
    });
  const listed = await streamform(root, ["list", "platforms"]);
  expect(listed).toMatchObject({ code: 1, stderr: expect.stringContaining("acme-platform") });
  expect(listed.stdout).toContain("kafka-kubernetes");
});

it("refuses a check of one's own whose code is one of Streamform's (SF5013)", async () => {
  const root = project({
    "streamform.config.mjs": `import { defineComponent, definePlatform } from "@streamform/core";
const spec = { optional: () => spec };
const checks = [{ code: "SF2102", title: "No topic", severity: "error", because: "So.", instead: "Not so.", run: () => [] }];
const beat = defineComponent({ name: "beat", title: "Beat", spec, checks });
export default { platforms: [definePlatform({ name: "acme", title: "Acme", components: [beat] })] };
`,
  });
  const refused = await streamform(root, ["list", "checks"]);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('"No topic" of beat both have the code') });
  expect(refused.stderr).toContain("error[SF5013]");
});

it("lists and explains what there is, for people and for programs", async () => {
  const root = temporaryFolder();
  expect((await streamform(root, ["list", "platforms"])).stdout).toMatch(/^msk +Amazon MSK/);
  const components = JSON.parse((await streamform(root, ["list", "components", "--format", "json"])).stdout);
  expect(components.components).toContainEqual({
    name: "kafka-clients",
    key: "kafkaClients",
    title: "Kafka clients",
    platforms: ["msk", "kafka-kubernetes"],
  });
  const { checks } = JSON.parse((await streamform(root, ["list", "checks", "--format", "json"])).stdout);
  expect(checks.map(({ code }: { code: string }) => code)).toEqual(
    checks.map(({ code }: { code: string }) => code).sort(),
  );

  const page = await streamform(root, ["explain", "sf1001"]);
  expect(page.stdout).toMatch(/^SF1001 \(error\): Unknown key\n\nWhy: /);
  const field = await streamform(root, ["explain", "msk.encryption.inTransit"]);
  expect(field.stdout).toContain("takes:    one of TLS, TLS_PLAINTEXT, PLAINTEXT");
  expect(field.stdout).toContain('default:  "TLS"');
});

it("writes the JSON Schema once", async () => {
  const root = temporaryFolder();
  const args = ["schema", "--out", "schemas/environment.schema.json"];
  expect((await streamform(root, args)).stdout).toBe("schemas/environment.schema.json written\n");
  expect((await streamform(root, args)).stdout).toBe("schemas/environment.schema.json unchanged\n");
});

it("says what a doctor finds, and exits with 1 only for what is required", async () => {
  const root = project({});
  const sick = await streamform(root, ["doctor", "--format", "json"], { env: { PATH: "" } });
  expect(sick.code).toBe(1);
  const { findings } = JSON.parse(sick.stdout);
  expect(findings).toContainEqual({
    name: "environments",
    status: "problem",
    detail: "the folder environments does not exist",
  });
  expect(findings).toContainEqual({ name: "kubectl", status: "absent", detail: expect.any(String) });
  put(root, { "environments/msk-dev.yaml": environment("msk-dev") });
  const well = await streamform(root, ["doctor"], { env: { PATH: "" } });
  expect(well.code).toBe(0);
  expect(well.stdout).toMatch(/^environments +ok +1 file in environments$/m);
});

it("validates and expands without writing", async () => {
  const root = project({
    "environments/good.yaml": environment("good"),
    "environments/bad.yaml": environment("bad").replace("brokersPerZone: 1", "brokersPerZone: many"),
  });
  const { code, stdout, stderr } = await streamform(root, ["validate"]);
  expect(code).toBe(1);
  expect(stdout).toBe("bad   invalid  1 error\ngood  valid\n");
  expect(stderr).toMatch(/error\[SF1003\].*\n *--> environments\/bad.yaml:\d+:\d+ {2}msk.brokersPerZone/);
  const json = JSON.parse((await streamform(root, ["validate", "bad", "--format", "json"])).stdout);
  expect(json).toMatchObject({
    version: 1,
    environments: [{ name: "bad", valid: false, errors: 1 }],
    diagnostics: [{ code: "SF1003" }],
  });

  const expanded = await streamform(root, ["expand", "good", "--origin"]);
  expect(expanded.stdout).toMatch(/^ {2}brokersPerZone: 1 # from environments\/good.yaml:\d+$/m);
  expect(expanded.stdout).toMatch(/^ {2}storageMode: local # default$/m);
  const value = await streamform(root, ["explain", "msk.storageMode", "--env", "good"]);
  expect(value.stdout).toContain('in good:  "local", from default');
  const duration = await streamform(root, ["explain", "msk.logs.cloudwatch.retention", "--env", "good"]);
  expect(duration.stdout).toContain('in good:  "7d", from default');
});

it("explains keys that hold dots as people write them", async () => {
  const root = project({ "environments/good.yaml": environment("good") });
  const quoted = await streamform(root, ["explain", 'topics.orders.config["retention.ms"]']);
  expect(quoted).toMatchObject({ code: 0, stdout: expect.stringContaining('topics.orders.config["retention.ms"]\n') });
  expect(await streamform(root, ["explain", "topics.orders.config.retention.ms"])).toEqual(quoted);
  const { stdout } = await streamform(root, ["explain", "msk.configuration.log.retention.ms"]);
  expect(stdout).toContain('msk.configuration["log.retention.ms"]\n');
  expect((await streamform(root, ["explain", "topics.acme.orders.partitions"])).stdout).toContain(
    'topics["acme.orders"].partitions\n',
  );
  const value = await streamform(root, ["explain", "topics.orders.config.retention.ms", "--env", "good"]);
  expect(value.stdout).toMatch(/in good: {2}"7d", from environments\/good.yaml:\d+/);
});

it("calls environments that share a name invalid, each with the error at its own name", async () => {
  const root = project({
    "environments/good.yaml": environment("good"),
    "environments/one.yaml": environment("same"),
    "environments/two.yaml": environment("same").replace("brokersPerZone: 1", "brokersPerZone: many"),
  });
  const { code, stdout } = await streamform(root, ["validate"]);
  expect({ code, stdout }).toEqual({
    code: 1,
    stdout: "good  valid\nsame  invalid  1 error\nsame  invalid  2 errors\n",
  });
  const { environments, diagnostics } = JSON.parse((await streamform(root, ["validate", "--format", "json"])).stdout);
  expect(environments).toMatchObject([
    { file: "environments/good.yaml", valid: true, errors: 0 },
    { file: "environments/one.yaml", valid: false, errors: 1 },
    { file: "environments/two.yaml", valid: false, errors: 2 },
  ]);
  expect(diagnostics).toHaveLength(3);
});

it("names files for GitHub from the root of the repository, wherever in it the project is", async () => {
  const repository = temporaryFolder();
  put(repository, {
    ".git": "gitdir: elsewhere\n",
    "kafka/package.json": "{}\n",
    "kafka/environments/bad.yaml": environment("bad").replace("partitions: 6", "partitions: six"),
  });
  for (const cwd of [repository, join(repository, "kafka")]) {
    const args = ["validate", join(repository, "kafka/environments/bad.yaml"), "--format", "github"];
    expect((await streamform(cwd, args)).stdout).toContain("::error file=kafka/environments/bad.yaml,line=");
  }
  put(repository, { "kafka/streamform.config.mjs": "throw new Error('x');\n" });
  const { stdout } = await streamform(join(repository, "kafka"), ["validate", "--format", "github"]);
  expect(stdout).toContain("::error file=kafka/streamform.config.mjs,line=1");
});

it("says of a path what is there, and names a link by its own", async () => {
  const root = project({ "environments/good.yaml": environment("good") });
  const at = (name: string) => join(root, "environments", name);
  symlinkSync("loop.yaml", at("loop.yaml"));
  symlinkSync("nowhere.yaml", at("dangling.yaml"));
  symlinkSync("/etc/hostname", at("outside.yaml"));
  execFileSync("mkfifo", [at("pipe.yaml")]);
  for (const [name, finding] of [
    ["loop.yaml", "error[SF0003]: environments/loop.yaml is a link to itself"],
    ["dangling.yaml", "error[SF0001]: environments/dangling.yaml is a link to something that does not exist"],
    ["outside.yaml", "error[SF0008]: environments/outside.yaml is a symbolic link that leaves the project"],
    ["pipe.yaml", "error[SF0002]: environments/pipe.yaml is not a regular file"],
  ] as const) {
    const { code, stderr } = await streamform(root, ["validate", `environments/${name}`]);
    expect({ code, stderr }, name).toEqual({ code: 1, stderr: expect.stringContaining(finding) });
  }
});
