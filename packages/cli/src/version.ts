import { readFileSync } from "node:fs";

interface PackageJson {
  readonly version: string;
}

/** Who writes, as manifests and reports of faults name it. All packages of Streamform are released with one version. */
export const tool = {
  name: "streamform",
  version: (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as PackageJson).version,
};
