import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests run on the sources of all packages; only those of the command line start what was built. */
export default defineConfig({
  resolve: {
    alias: {
      "@streamform/core": fileURLToPath(new URL("packages/core/src/index.ts", import.meta.url)),
      "@streamform/presets": fileURLToPath(new URL("packages/presets/src/index.ts", import.meta.url)),
    },
  },
  test: { include: ["packages/*/src/**/*.test.ts", "docs/**/*.test.ts"], testTimeout: 20_000 },
});
