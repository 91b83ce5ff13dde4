import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** What the fixtures have in common: a Kafka with one export and one output, and who uses it. */
const shared = `
import { defineCapability, defineComponent, provide, type Deferred, type DescribePart, type UsesMap } from "@streamform/core";
import { z } from "zod";

export const network = defineComponent({
  name: "network",
  title: "Network",
  spec: z.strictObject({ zones: z.array(z.string()).min(1), natGateways: z.enum(["none", "one"]).default("none") }),
  exports: ({ spec }) => ({ zones: spec.zones }),
  terraform: () => ({ vpcId: "vpc-1" }),
});
export interface Kafka { readonly bootstrapServers: Deferred<string>; readonly brokers: number }
export const kafka = defineCapability<Kafka>()("kafka");
const mskSpec = z.strictObject({ perZone: z.int().default(1) });
export const msk = defineComponent({
  name: "msk",
  title: "MSK",
  spec: mskSpec,
  uses: { network },
  terraform: ({ spec, uses: { network } }) => ({ bootstrap: network.vpcId.padEnd(spec.perZone) }),
  provides: [provide(kafka, ({ terraform }: DescribePart<typeof mskSpec, UsesMap, unknown, { bootstrap: string }>) => ({ bootstrapServers: terraform.bootstrap, brokers: 3 }))],
});
export const topics = defineComponent({ name: "topics", title: "Topics", spec: z.record(z.string(), z.strictObject({ partitions: z.int() })), uses: { kafka } });
`;

/** One program a file; \`«\` marks the character that an error is expected at. */
const programs = {
  right: `
import { defineComponent, definePlatform, type EnvironmentInput } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { z } from "zod";
import { kafka, msk, network, topics } from "./shared.js";
const heartbeat = defineComponent({
  name: "heart-beat",
  title: "Heartbeat",
  spec: z.strictObject({ every: z.string() }),
  uses: { kafka, network },
  kubernetes: ({ chart, env, secret, spec, uses: { kafka, network } }) => {
    env("BOOTSTRAP", kafka.bootstrapServers);
    secret("client", { servers: kafka.bootstrapServers, vpc: network.vpcId });
    new KubeConfigMap(chart, "map", { metadata: { name: spec.every }, data: { zones: network.zones.join(), brokers: String(kafka.brokers) } });
  },
});
const platform = definePlatform({ name: "own", title: "Own", components: [heartbeat, topics, msk, network], defaults: { heartBeat: { every: "1m" }, network: {} } });
export const environment: EnvironmentInput<typeof platform> = { platform: "own", network: { natGateways: "one" }, topics: { orders: { partitions: 3 }, audit: null }, heartBeat: null };
`,
  misspeltExport: `
import { defineComponent } from "@streamform/core";
import { z } from "zod";
import { kafka } from "./shared.js";
defineComponent({
  name: "a", title: "A", spec: z.strictObject({}), uses: { kafka },
  kubernetes: ({ env, uses: { kafka } }) => {
    env("BOOTSTRAP", kafka.«bootstrapServer);
  },
});
`,
  missingComponent: `
import { definePlatform } from "@streamform/core";
import { msk, topics } from "./shared.js";
definePlatform({
  name: "own",
  title: "Own",
  components: [
    topics,
    «msk,
  ],
});
`,
  missingCapability: `
import { definePlatform } from "@streamform/core";
import { network, topics } from "./shared.js";
definePlatform({
  name: "own",
  title: "Own",
  components: [
    network,
    «topics,
  ],
});
`,
  deferredAsName: `
import { defineComponent } from "@streamform/core";
import { KubeConfigMap } from "cdk8s-plus-29/lib/imports/k8s.js";
import { z } from "zod";
import { kafka } from "./shared.js";
defineComponent({
  name: "a", title: "A", spec: z.strictObject({}), uses: { kafka },
  kubernetes: ({ chart, uses: { kafka } }) => {
    new KubeConfigMap(chart, "map", {
      metadata: { «name: kafka.bootstrapServers },
    });
  },
});
`,
  deferredAsCount: `
import { defineComponent } from "@streamform/core";
import { z } from "zod";
import { network } from "./shared.js";
defineComponent({
  name: "a", title: "A", spec: z.strictObject({}), uses: { network },
  «summary: ({ uses: { network } }) => ({ facts: [{ label: "VPC", value: network.vpcId }] }),
});
`,
  wrongKey: `
import { definePlatform, type EnvironmentInput } from "@streamform/core";
import { msk, network } from "./shared.js";
const platform = definePlatform({ name: "own", title: "Own", components: [network, msk] });
export const environment: EnvironmentInput<typeof platform> = {
  platform: "own",
  network: { zones: ["a"], «natGateway: "one" },
};
`,
  wrongWord: `
import { definePlatform, type EnvironmentInput } from "@streamform/core";
import { msk, network } from "./shared.js";
const platform = definePlatform({ name: "own", title: "Own", components: [network, msk] });
export const environment: EnvironmentInput<typeof platform> = {
  platform: "own",
  network: { «natGateways: "two" },
};
`,
  wrongDefault: `
import { definePlatform } from "@streamform/core";
import { msk, network } from "./shared.js";
definePlatform({
  name: "own",
  title: "Own",
  components: [network, msk],
  defaults: { msk: { «perZone: "two" } },
});
`,
  unknownComponentKey: `
import { definePlatform, type EnvironmentInput } from "@streamform/core";
import { msk, network } from "./shared.js";
const platform = definePlatform({ name: "own", title: "Own", components: [network, msk] });
export const environment: EnvironmentInput<typeof platform> = {
  platform: "own",
  «topics: {},
};
`,
};
type Program = keyof typeof programs;

/** What the compiler says, by program. */
const errors = new Map<string, { readonly at: string; readonly message: string }[]>();
let folder = "";

/** Line and column of the mark. */
function marked(program: Program): string {
  const before = programs[program].slice(0, programs[program].indexOf("«")).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}

beforeAll(async () => {
  mkdirSync(join(root, "packages/core/node_modules/.cache"), { recursive: true });
  folder = mkdtempSync(join(root, "packages/core/node_modules/.cache/types-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "shared.ts"), shared);
  for (const [name, text] of Object.entries(programs)) writeFileSync(join(folder, `${name}.ts`), text.replace("«", ""));
  const compilerOptions = {
    composite: false,
    noEmit: true,
    paths: { "@streamform/core": [relative(folder, join(root, "packages/core/src/index.ts"))] },
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: relative(folder, join(root, "tsconfig.base.json")), compilerOptions, include: ["."] }),
  );
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [compiler, "--project", folder, "--pretty", "false"], {
    cwd: folder,
  });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  for (const [, name = "", line, column, message = ""] of stdout.matchAll(
    /^(\w+)\.ts\((\d+),(\d+)\): error (TS\d+: .*(?:\n .*)*)/gm,
  ))
    errors.set(name, [...(errors.get(name) ?? []), { at: `${line}:${column}`, message }]);
  if (errors.size === 0) throw new Error(`the compiler found nothing:\n${stdout}`);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one error of a program: where, and what it says. */
function errorOf(program: Program): { at: string; message: string } | undefined {
  const found = errors.get(program) ?? [];
  expect(found, JSON.stringify(found)).toHaveLength(1);
  return found[0];
}

describe("the type checker", () => {
  it("accepts the right uses", () => {
    expect(errors.get("right")).toBeUndefined();
    expect(errors.get("shared")).toBeUndefined();
  });

  it.each([
    [
      "a misspelt export of a used capability, at that character",
      "misspeltExport",
      /'bootstrapServer' does not exist.*Did you mean 'bootstrapServers'/s,
    ],
    [
      "a component whose used component the platform lacks, at its line and by name",
      "missingComponent",
      /lacks what this component uses.*"network"/s,
    ],
    [
      "a component whose used capability nobody of the platform provides",
      "missingCapability",
      /lacks what this component uses.*"capability:kafka"/s,
    ],
    [
      "a deferred value as the name of an object",
      "deferredAsName",
      /'Deferred<string>' is not assignable to type 'string/,
    ],
    [
      "a deferred value in a text for people",
      "deferredAsCount",
      /'Deferred<string>' is not assignable to type 'string/,
    ],
    ["an unknown key in an environment", "wrongKey", /'natGateway' does not exist.*natGateways/s],
    ["a word that is none of an enumeration", "wrongWord", /'"two"' is not assignable to type '"none" \| "one"/],
    ["a platform's default of the wrong kind", "wrongDefault", /'string' is not assignable to type 'number/],
    ["a component that the platform does not have", "unknownComponentKey", /'topics' does not exist/],
  ] as const)("refuses %s", (_, program, message) => {
    const error = errorOf(program);
    expect(error?.message).toMatch(message);
    expect(error?.at).toBe(marked(program));
  });
});
