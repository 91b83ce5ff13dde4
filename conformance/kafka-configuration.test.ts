import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { requireTools } from "./tools.js";

const update = fileURLToPath(new URL("../packages/presets/tools/kafka-configuration/update.mjs", import.meta.url));
const missing = requireTools(["java", "mvn"]);
if (missing) console.warn(`kafka-configuration: skipped, ${missing}`);

// One with ZooKeeper and one without; asking all ten takes over a minute.
it.skipIf(missing).each(["3.5.1", "4.1.2"])(
  "the configuration table says what Kafka %s says",
  (version) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [update, "--check", version], { encoding: "utf8" });
    expect(`${stdout}${stderr}`).toBe("");
    expect(status).toBe(0);
  },
  300_000,
);
