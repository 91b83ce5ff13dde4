import { readFileSync } from "node:fs";

interface PackageJson {
  readonly version: string;
}

/** Name and version of the program, for manifests and bug reports. All packages of Streamform have the same version. */
export const tool = {
  name: "streamform",
  version: (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as PackageJson).version,
};
