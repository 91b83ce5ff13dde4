import { spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  contentsOf,
  environment,
  main,
  project,
  put,
  streamform,
  streamformProcess,
  temporaryFolder,
} from "./testing.js";

// What only a process shows: its exit code, its streams, its signals and threads, and what it loads. A busy machine takes
// seconds to start one.
vi.setConfig({ testTimeout: 60_000 });

it("ends with the code of what it came to, results on stdout and the rest on stderr", async () => {
  const root = project({ "environments/bad.yaml": environment("bad").replace("partitions: 6", "partitions: six") });
  const invalid = await streamformProcess(root, ["validate"]);
  expect(invalid).toEqual({
    code: 1,
    stdout: "bad  invalid  1 error\n",
    stderr: expect.stringContaining("error[SF1003]"),
  });
  const wrong = await streamformProcess(root, ["sinth"]);
  expect(wrong).toEqual({ code: 2, stdout: "", stderr: expect.stringContaining("Did you mean synth?") });
});

it("is quiet when its reader goes away", async () => {
  const child = spawn(process.execPath, [main, "schema"], {
    cwd: temporaryFolder(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += String(chunk);
  });
  child.stdout.destroy();
  const [code] = (await once(child, "close")) as [number];
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
});

describe("synth", () => {
  it("loads neither the compiler nor the platforms where nothing changed", async () => {
    const root = project({ "environments/msk-dev.yaml": environment("msk-dev") });
    expect((await streamform(root, ["synth"])).code).toBe(0);
    const { code, stdout, stderr } = await streamformProcess(root, ["synth"], {
      env: { ...process.env, NODE_DEBUG: "esm" },
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "msk-dev  unchanged\n" });
    expect(stderr).toContain("core/dist/unchanged.js");
    for (const library of ["cdktf", "cdk8s", "zod", "yaml/", "presets/dist", "core/dist/index.js"])
      expect(stderr.includes(library), library).toBe(false);
  });

  it("generates the same bytes and says the same with threads, from any folder, in any locale and time zone", async () => {
    const files = Object.fromEntries(
      ["a", "b", "c"].map((name) => [
        `environments/${name}.yaml`,
        name === "b" ? environment(name).replace("log.retention.ms: 7d", "num.partitions: 3") : environment(name),
      ]),
    );
    const [root, other] = [project(files), project(files)];
    const one = await streamform(root, ["synth", "--jobs", "1"]);
    expect(one).toMatchObject({ code: 0, stderr: expect.stringContaining("environments/b.yaml") });
    const threads = await streamformProcess(
      "/",
      ["synth", "--jobs", "2", "--environments", join(other, "environments")],
      {
        env: { ...process.env, FORCE_COLOR: "0", LC_ALL: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" },
      },
    );
    expect(threads).toEqual(one);
    expect(contentsOf(join(other, "generated"))).toEqual(contentsOf(join(root, "generated")));
  });

  it("finishes the environment that it is at when it is interrupted", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `e${String(index).padStart(2, "0")}`);
    const root = project(Object.fromEntries(names.map((name) => [`environments/${name}.yaml`, environment(name)])));
    const child = spawn(process.execPath, [main, "synth"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    child.stderr.on("data", (chunk) => {
      if (String(chunk).includes("2 of 12")) child.kill("SIGINT");
    });
    child.stdout.resume();
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(130);
    const left = contentsOf(join(root, "generated"));
    const done = names.filter((name) => `${name}/manifest.json` in left);
    expect(done.length).toBeGreaterThan(1);
    expect(done.length).toBeLessThan(12);
    expect(Object.keys(left).filter((file) => file.includes(".streamform"))).toEqual([]);
    expect(await streamform(root, ["synth", "--check", ...done])).toMatchObject({ code: 0 });
  });
});

describe("streamform.config", () => {
  const platform = `
    import { type AnyComponent, defineConfig, definePlatform } from "@streamform/core";
    import { note } from "./note.js";
    const title: string = "A platform of our own";
    export default defineConfig({ platforms: [definePlatform({ name: "own", title, components: [note] })] });
  `;
  const component = `
    import { defineComponent } from "@streamform/core";
    import { z } from "zod";
    const spec = z.strictObject({ text: z.string() });
    export const note = defineComponent({ name: "note", title: "Note", spec, files: ({ spec, file }) => file("note.txt", spec.text) });
  `;
  const spec = `
apiVersion: streamform/v1
name: ours
platform: own
owner: data-platform
aws: { accountId: "111122223333", region: eu-central-1 }
delivery: { engine: flux, repository: https://github.com/acme/streaming }
note: { text: hello }
`;

  it("adds platforms of a project's own, whose environments are never skipped, and is told of when it fails", async () => {
    const root = project({ "streamform.config.ts": platform, "note.js": component, "environments/ours.yaml": spec });
    symlinkSync(join(main, "../../node_modules/zod"), join(root, "node_modules/zod"));
    expect((await streamformProcess(root, ["synth"])).stdout).toMatch(/^ours {2}written/);
    expect(contentsOf(join(root, "generated/ours"))["hosts/note/note.txt"]).toContain("hello");
    put(root, { "note.js": component.replace("spec.text)", "`${spec.text} again`)") });
    expect((await streamformProcess(root, ["synth"])).stdout).toMatch(/^ours {2}written {2}2 changed/);
    put(root, { "streamform.config.ts": 'throw new Error("no luck");\n' });
    const failed = await streamformProcess(root, ["synth", "--jobs", "2", "--format", "json"]);
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      environments: [],
      diagnostics: [{ code: "SF5010", message: "streamform.config.ts failed: Error: no luck" }],
    });
  });
});
