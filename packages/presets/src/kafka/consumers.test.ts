import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const components = fileURLToPath(new URL("../components/", import.meta.url));
/** Components that use the capability `kafka`, whoever provides it. */
const rooms = [
  "clients",
  "cluster/network-policies",
  "operations/backup",
  "operations/lag-exporter",
  "operations/observability",
];
const sources = rooms.flatMap((room) =>
  readdirSync(join(components, room), { recursive: true, encoding: "utf8" })
    .filter(
      (file) =>
        file.endsWith(".ts") && !file.endsWith("test.ts") && !file.endsWith("testing.ts") && !file.includes("/cases/"),
    )
    .map((file) => join(room, file)),
);
const questions = [
  /\btopicsBy\b/,
  /\bengine [!=]==/,
  /[!=]== "(msk|strimzi|statefulset|externalKafka|external-kafka)"/i,
  /from ".*\/kafka\/(kafka-cluster|msk|external-kafka)\//,
];

describe("components that use a Kafka", () => {
  it("are read by this test", () => expect(sources.length).toBeGreaterThan(80));

  it.each(sources)("%s does not ask who provides it", (file) => {
    const lines = readFileSync(join(components, file), "utf8").split("\n");
    // Which GitOps engine delivers is another matter.
    const asked = lines.filter((line) => !line.includes("delivery.engine") && questions.some((it) => it.test(line)));
    expect(asked).toEqual([]);
  });
});
