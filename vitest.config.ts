import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * Tests run on the sources of all packages, loaded once for many files; what needs a process of its own starts what was built. No test is
 * timed: the limits are for what hangs, far above what compiling many times takes on a busy machine.
 */
export default defineConfig({
  resolve: {
    alias: {
      "@streamform/core/unchanged": fileURLToPath(new URL("packages/core/src/unchanged.ts", import.meta.url)),
      "@streamform/core/embedding": fileURLToPath(new URL("packages/core/src/embedding.ts", import.meta.url)),
      "@streamform/core/testing": fileURLToPath(new URL("packages/core/src/testing.ts", import.meta.url)),
      "@streamform/core": fileURLToPath(new URL("packages/core/src/index.ts", import.meta.url)),
      "@streamform/presets/on-demand": fileURLToPath(new URL("packages/presets/src/on-demand.ts", import.meta.url)),
      "@streamform/presets/testing": fileURLToPath(new URL("packages/presets/src/testing.ts", import.meta.url)),
      "@streamform/presets": fileURLToPath(new URL("packages/presets/src/index.ts", import.meta.url)),
    },
  },
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/cli/templates/**/*.test.ts", "docs/**/*.test.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
