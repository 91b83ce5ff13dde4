import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Phrases that readers stumble over, and the words to use. */
const refused: readonly (readonly [phrase: RegExp, instead: string])[] = [
  [/\bwhoever\b/i, "anyone who"],
  [/\bkin\b/i, "the other names"],
  [/\bof (its|their|your|our|one's) own\b(?! [a-z])/i, "its own topic"],
  [/\b(in|out)side of\b/i, "inside, outside"],
  [/\b(the|only|for|is|writes) one that\b/i, "the thing"],
  [/\b(and the like|the former|the latter)\b/i, "the thing"],
  [/\bwhat is right\b/i, "the thing"],
  [/\bbear(s|ing)?\b/i, "has"],
  [/\bbe it\b/i, "whether, if"],
  [/\bmend(s|ed|ing)?\b/i, "fix"],
  [/\banew\b/i, "again"],
  [/\bany more\b/i, "no longer"],
  [/\b(takes?|taken) ([\w-]+ ){0,4}away\b/i, "removes"],
  [/\bgoes before\b/i, "has precedence over"],
  [/\bwithout a word\b/i, "silently"],
  [/\ball the same\b/i, "nevertheless"],
  [/\bas far as\b/i, "if"],
  [/\bwhere there (is|are) (one|any|none)\b/i, "if there is one"],
  [/, as [`"\d]/, "such as"],
];

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .filter((file) => ending.test(file) && !file.includes("node_modules"))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** The texts that people read. docs/reference has all diagnostics and all descriptions of fields. */
const texts = [
  "README.md",
  ...["cli", "core", "presets"].map((name) => `packages/${name}/README.md`),
  ...filesBelow("docs", /\.md$/),
  ...filesBelow("environments", /\.yaml$/),
  ...filesBelow("generated", /\.(md|sh|py|go|java|js|properties)$/),
];

it("writes texts that people read in plain words", () => {
  const found = texts.flatMap((file) =>
    readFileSync(`${root}${file}`, "utf8")
      .split("\n")
      .flatMap((line, index) =>
        refused.flatMap(([phrase, instead]) => {
          const match = phrase.exec(line);
          return match ? [`${file}:${index + 1}: "${match[0]}", write: ${instead}`] : [];
        }),
      ),
  );
  expect(found).toEqual([]);
});

/** A call of `at` in a check: `at("path", "message")`, perhaps with a hint as the third argument. */
const call = /\bat\(\s*(?:"[^"]*"|`[^`]*`|\[[^\]]*\]|[\w.]+),\s*("[^"]+"|`[^`]+`)/g;

/** Messages of checks, with X for their values. */
const messages = filesBelow("packages/presets/src/components", /(?<!\.test)\.ts$/).flatMap((file) =>
  [...readFileSync(`${root}${file}`, "utf8").matchAll(call)].map(([, message = ""]) => ({
    file,
    message: message.slice(1, -1).replace(/\$\{[^}]*\}/g, "X"),
  })),
);

it("finds the messages of checks", () => {
  expect(messages.length).toBeGreaterThan(100);
});

it("begins the messages of checks with a subject, and not with an amount or a fragment", () => {
  const fragments = messages.filter(
    ({ message }) =>
      (message.split(" ").length < 3 && !/^[X ]+$/.test(message)) || // only values: nothing can be told
      /^(X|\d+) (in|for|at|on|under|above|below) /.test(message) ||
      /^no \w+ (for|in) X$/.test(message),
  );
  expect(fragments).toEqual([]);
});
