import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !/(\.test|testing|\.d)\.ts$/.test(file),
);

it("core knows nothing of Kafka, nor of those who run it: no code and no comment names them", () => {
  expect(sources.length).toBeGreaterThan(150);
  const named = sources.flatMap((file) =>
    readFileSync(`${folder}/${file}`, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        /kafka|strimzi|msk|confluent/i.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  );
  expect(named).toEqual([]);
});
