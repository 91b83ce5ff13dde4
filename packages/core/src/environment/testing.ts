import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "vitest";
import { z } from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { baseSpec } from "./base-spec.js";
import { duration, secretReference, size } from "./fields.js";
import { type LoadOptions, type LoadResult, loadEnvironment, type PlatformShape } from "./load.js";

const made: string[] = [];

afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A project in a temporary folder that goes away after the test. */
export async function project(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "streamform-")));
  made.push(root);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  }
  return root;
}

/** A small platform with a field of every kind. */
export const brokers: PlatformShape = {
  name: "brokers",
  schema: baseSpec.extend({
    msk: z
      .strictObject({
        kafkaVersion: z.enum(["3.9", "3.10"]).default("3.10").describe("Apache Kafka version."),
        instanceType: z.string().optional().describe("Broker instance type."),
        brokersPerZone: z.int().min(1).max(15).default(1).describe("Brokers in each zone."),
        volumeSize: size("GiB", { min: "1GiB", max: "16TiB" }).prefault("100GiB").describe("Volume of each broker."),
        retention: duration("ms").prefault("7d").describe("How long records are kept."),
        public: z.boolean().default(false).describe("Whether the internet reaches the brokers."),
        password: secretReference().optional().describe("Password of the administrator."),
        zones: z.array(z.string()).default([]).describe("Zones."),
        balance: z
          .union([z.literal("auto"), z.strictObject({ leaders: z.int(), disks: z.boolean() })])
          .default("auto")
          .describe("How partitions are balanced."),
        login: z
          .discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("iam") }),
            z.strictObject({ kind: z.literal("scram"), secret: secretReference(), rounds: z.int().default(4096) }),
          ])
          .default({ kind: "iam" })
          .describe("How clients log in."),
      })
      .prefault({})
      .describe("Amazon MSK."),
    topics: z
      .record(
        z.string().regex(/^[a-zA-Z0-9._-]+$/, "a topic's name has letters, digits, dots, underscores and hyphens"),
        z.strictObject({
          partitions: z.int().min(1).default(1).describe("Partitions."),
          config: z
            .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
            .default({})
            .describe("Topic configuration."),
        }),
      )
      .default({})
      .describe("Topics by name."),
  }),
  defaults: { msk: { instanceType: "kafka.m7g.large" }, topics: { audit: { partitions: 3 } } },
};

/** The required keys of an environment, with the platform above. */
export const header = `apiVersion: streamform/v1
name: test
platform: brokers
owner: team
aws: { accountId: "111122223333", region: eu-central-1 }
delivery: { engine: flux, repository: https://github.com/acme/streaming }
`;

/** The same as an object. */
export const headerObject = {
  apiVersion: "streamform/v1",
  name: "test",
  platform: "brokers",
  owner: "team",
  aws: { accountId: "111122223333", region: "eu-central-1" },
  delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
};

export function load(
  root: string,
  file = "environments/test.yaml",
  options: Partial<LoadOptions> = {},
): Promise<LoadResult> {
  return loadEnvironment(file, {
    root,
    platform: (name) => (name === "brokers" ? brokers : undefined),
    platformNames: ["brokers", "strimzi"],
    ...options,
  });
}

/** Loads a single file. */
export async function loadText(content: string | Uint8Array, file = "environments/test.yaml"): Promise<LoadResult> {
  return load(await project({ [file]: content }), file);
}

/** Diagnostics as `SF1003 environments/test.yaml:7:3 path`. */
export function places({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): string[] {
  return diagnostics.map(({ code, position, path }) =>
    [code, position && `${position.file}:${position.line}:${position.column}`, path || undefined]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}
