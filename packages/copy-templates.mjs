// tsc leaves files that are no TypeScript behind: the templates of the packages go beside what it compiled.
import { cpSync, existsSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL(".", import.meta.url));
for (const name of ["core", "presets", "cli"]) {
  const source = join(packages, name, "src");
  if (existsSync(source))
    cpSync(source, join(packages, name, "dist"), {
      recursive: true,
      preserveTimestamps: true,
      filter: (file) => extname(file) !== ".ts",
    });
}
