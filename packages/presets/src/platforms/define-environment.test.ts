import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** The files of a project, as docs/environment.md and docs/library.md show them. */
const files = {
  "environments/preset.ts": `
import { defineEnvironment, type PresetEnvironment } from "@streamform/presets";

const names = ["orders", "payments"];
const shared: PresetEnvironment["topics"] = { audit: { partitions: 3, config: { "compression.type": "lz4" } } };

export default defineEnvironment({
  apiVersion: "streamform/v1",
  name: "preset",
  platform: "msk",
  owner: "team",
  delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
  msk: { kafkaVersion: "3.9.x", instanceType: "kafka.m7g.large", volumeSize: "100GiB" },
  topics: {
    ...shared,
    ...Object.fromEntries(names.map((name) => [name, { partitions: 6, config: { "compression.type": "lz4", "retention.ms": "7d" } }])),
  },
});
`,
  "environments/own.ts": `
import type { EnvironmentInput } from "@streamform/core";
import type { acmePlatform } from "../platform/index.ts";

export default {
  name: "own",
  platform: "acme-msk",
  delivery: { engine: "argocd", repository: "https://github.com/acme/streaming" },
  network: { zones: ["eu-central-1a", "eu-central-1b"] },
} satisfies EnvironmentInput<typeof acmePlatform>;
`,
  "environments/misspelt.ts": `
import type { EnvironmentInput } from "@streamform/core";
import type { acmePlatform } from "../platform/index.ts";

export default { name: "misspelt", platform: "acme-msk", networks: {} } satisfies EnvironmentInput<typeof acmePlatform>;
`,
  "platform/index.ts": `
import { definePlatform } from "@streamform/core";
import { network } from "@streamform/presets";

export const acmePlatform = definePlatform({ name: "acme-msk", title: "Amazon MSK at Acme", components: [network] });
`,
  "streamform.config.ts": `
import { defineConfig } from "@streamform/core";
import { acmePlatform } from "./platform/index.ts";

export default defineConfig({ platforms: [acmePlatform] });
`,
};

it("types environments and configurations as documented, under the repository's own settings", async () => {
  const cache = join(repository, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "environments-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries({
    ...files,
    "package.json": '{ "type": "module" }\n',
    "tsconfig.json": JSON.stringify({
      extends: relative(folder, join(repository, "tsconfig.json")),
      include: ["environments", "streamform.config.ts"],
    }),
  })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const compiler = join(repository, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [compiler, "--project", folder, "--pretty", "false"], {
    cwd: folder,
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  expect(stdout.match(/^\S.*error TS.*$/gm)).toEqual([
    expect.stringMatching(/^environments\/misspelt\.ts\(5,\d+\): error TS2561: .*'networks' does not exist/),
  ]);
}, 120_000);
