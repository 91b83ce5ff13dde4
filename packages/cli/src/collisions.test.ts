import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { copyOf, environment, project, put, streamform } from "./testing.js";

const copyFrom = (name: string) => environment("msk-dev").replace("name: msk-dev", `name: ${name}`);

it("finds environments in one namespace of one cluster, with the lines that say so, before anything is written", async () => {
  const root = project({ "environments/msk-dev.yaml": environment("msk-dev") });
  expect(await streamform(root, ["synth"])).toMatchObject({ code: 0 });
  const alone = copyOf(root);
  put(root, { "environments/msk-qa.yaml": copyFrom("msk-qa") });
  const { code, stdout, stderr } = await streamform(root, ["validate"]);
  expect(code).toBe(1);
  expect(stdout).toBe("msk-dev  invalid  3 errors\nmsk-qa   invalid  3 errors\n");
  expect(stderr).toMatch(
    /error\[SF5020\]: msk-qa claims the namespace streaming in the cluster msk-dev, and so does msk-dev \(environments\/msk-dev.yaml:(\d+)\)\n *--> environments\/msk-qa.yaml:\1:/,
  );
  for (const args of [["synth"], ["synth", "msk-qa"], ["synth", "--check"], ["synth", "--force"]]) {
    const { code, stdout } = await streamform(root, [...args, "--format", "json"]);
    const { diagnostics } = JSON.parse(stdout);
    expect({ code, found: new Set(diagnostics.map((found: { code: string }) => found.code)) }).toEqual({
      code: 1,
      found: new Set(["SF5020"]),
    });
    expect(existsSync(join(root, "generated/msk-qa")), args.join(" ")).toBe(false);
  }

  const mended = copyFrom("msk-qa")
    .replace("namespace: streaming", "namespace: streaming-qa")
    .replace(/^tofuController:\n.*\n|^externalSecrets: .*\n/gm, "");
  put(alone, { "environments/msk-qa.yaml": mended });
  expect(await streamform(alone, ["validate"])).toMatchObject({ code: 0 });
});

it("leaves others out of what is said of one, and is not stopped by one that cannot be read", async () => {
  const root = project({
    "environments/a.yaml": environment("a"),
    "environments/b.yaml": copyFrom("b"),
    "environments/broken.yaml": "name: [\n",
    "environments/c.yaml": copyFrom("c"),
  });
  expect(await streamform(root, ["validate", "a"])).toMatchObject({ code: 0, stdout: "a  valid\n" });
  const { stdout } = await streamform(root, ["validate", "b", "--format", "json"]);
  const { diagnostics } = JSON.parse(stdout);
  expect(new Set(diagnostics.map(({ environment }: { environment: string }) => environment))).toEqual(new Set(["b"]));
});
