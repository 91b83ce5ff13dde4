import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
/** The built command line. */
export const main = join(repository, "packages/cli/dist/main.js");

/** A project with so many variations of `environment.yaml`: each has its name, its network, its cluster and its topics. */
export function makeProject(count) {
  const root = mkdtempSync(join(tmpdir(), "streamform-bench-"));
  mkdirSync(join(root, ".git"));
  mkdirSync(join(root, "environments"));
  cpSync(join(repository, "environments/base"), join(root, "environments/base"), { recursive: true });
  const source = readFileSync(new URL("./environment.yaml", import.meta.url), "utf8");
  for (let index = 0; index < count; index++) {
    const name = `msk-${String(index).padStart(3, "0")}`;
    const text = source
      .replace("name: msk-prod", `name: ${name}`)
      .replace("eksCluster: acme-production", `eksCluster: ${name}`)
      .replace("cidr: 10.20.0.0/16", `cidr: 10.${index % 256}.0.0/16`)
      .replace(
        "topics:\n",
        `topics:\n  extra-${index}:\n    partitions: ${(index % 12) + 1}\n    config:\n      retention.ms: 1d\n`,
      );
    writeFileSync(join(root, "environments", `${name}.yaml`), text);
  }
  return { root, packages: join(repository, "packages/presets") };
}
