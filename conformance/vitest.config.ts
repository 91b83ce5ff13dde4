import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import base from "../vitest.config.js";

const settings = {
  root: fileURLToPath(new URL("..", import.meta.url)),
  testTimeout: 900_000,
  hookTimeout: 900_000,
};
/** Tests that start brokers of their own, on ports that nobody else has. */
const brokers = [
  "topics*",
  "kafka-users",
  "kafka-statefulset*",
  "kafka-connect",
  "backup",
  "mirror",
  "msk-scram",
  "exporter",
  "schema-registry",
].map((name) => `conformance/${name}.test.ts`);

/**
 * Holds generated output against the real tools that read it; one after the other, since the tools share ports and the machine. Only those with
 * brokers of their own run side by side: they wait more than they work.
 */
export default defineConfig({
  ...base,
  test: {
    ...settings,
    projects: [
      {
        ...base,
        test: {
          ...settings,
          name: "tools",
          include: ["conformance/**/*.test.ts"],
          exclude: brokers,
          fileParallelism: false,
        },
      },
      {
        ...base,
        test: { ...settings, name: "brokers", include: brokers, maxWorkers: 2, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
