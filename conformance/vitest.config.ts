import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import base from "../vitest.config.js";

/** Holds generated output against the real tools that read it; one after the other, since the tools share ports and the machine. */
const config = mergeConfig(base, {
  test: {
    root: fileURLToPath(new URL("..", import.meta.url)),
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
config.test.include = ["conformance/**/*.test.ts"];
export default config;
