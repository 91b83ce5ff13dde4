import { readFileSync } from "node:fs";
import type { StarterFile } from "../init/starter.js";
import type { ComponentNames } from "./names.js";

/** Names of the platforms' exports in `@streamform/presets`. */
const exportedAs: Readonly<Record<string, string>> = {
  msk: "mskPlatform",
  "kafka-kubernetes": "kafkaKubernetesPlatform",
};

/** Name of the first platform of `@streamform/presets` that one of these environment files uses. */
export function platformIn(files: readonly string[]): string {
  const asked = files.map((file) => /^platform:\s*["']?([\w-]+)/m.exec(readFileSync(file, "utf8"))?.[1]);
  return asked.find((name) => name !== undefined && name in exportedAs) ?? "msk";
}

/** A configuration with the project's own platform: a platform of the presets, and the component. */
export function configWith({ key }: ComponentNames, from: string, platform: string): StarterFile {
  const base = exportedAs[platform];
  return {
    path: "streamform.config.ts",
    content: `import { defineConfig, definePlatform } from "@streamform/core";
import { ${base} } from "@streamform/presets";
import { ${key} } from "${from}";

/** The platform ${platform}, with our own components. Environments choose it by \`platform: own-${platform}\`. */
const ownPlatform = definePlatform({
  name: "own-${platform}",
  title: \`\${${base}.title}, with our own components\`,
  components: [...${base}.components, ${key}],
  defaults: ${base}.defaults,
  kinds: ${base}.kinds,
  fields: ${base}.fields,
});

export default defineConfig({ platforms: [ownPlatform] });
`,
  };
}
