// The least that a run without changes has to do: read every file of a project and hash it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (entry.isFile())
    createHash("sha256")
      .update(readFileSync(join(entry.parentPath, entry.name)))
      .digest("hex");
}
