import { describe, expect, it } from "vitest";
import { header, loadText, places } from "./testing.js";

const file = "environments/test.yaml";

/** What is found in a file: code and place of every diagnostic. */
async function found(text: string | Uint8Array): Promise<string[]> {
  return places(await loadText(text)).map((place) => place.replace(`${file}:`, ""));
}

describe("a YAML layer", () => {
  it.each([
    ["an unclosed quote", "name: 'x\n", ["SF0010 1:7"]],
    ["a colon in plain text", "a: 1\nb: c: d\n", ["SF0010 2:4"]],
    ["syntax errors on two lines", "a: @x\nb: `y\n", ["SF0010 1:4", "SF0010 2:4"]],
    ["tabs as indentation, on the first line that has them", "aws:\n\tregion: x\n\tid: y\n", ["SF0011 2:1"]],
    ["several documents", "a: 1\n---\nb: 2\n", ["SF0015 2:1"]],
    ["an empty file", "", ["SF0016 1:1"]],
    ["a file of comments", "# nothing\n\n", ["SF0016 1:1"]],
    ["a document marker alone", "---\n", ["SF0016 1:1"]],
    ["a list at the root", "# x\n- a\n", ["SF0017 2:1"]],
    ["a scalar at the root", "hello\n", ["SF0017 1:1"]],
    ["deep nesting", `a: ${"[".repeat(500)}${"]".repeat(500)}`, ["SF0021 1:104"]],
    ["a control character", "name: a\u0007b\n", ["SF0006 1:8"]],
    ["an escape sequence in a comment", "# \u001b[2J\n", ["SF0006 1:3"]],
    ["the sentinel U+FFFF", "name: a\uffff\n", ["SF0006 1:8"]],
  ])("refuses %s", async (_, text, expected) => {
    expect(await found(text)).toEqual(expected);
  });

  it.each([
    ["a duplicate key, at the second", "owner: again\n", ["SF0012 7:1"]],
    ["a duplicate key below", "topics: { orders: {}, orders: {} }\n", ["SF0012 7:23"]],
    ["a number as a key", "topics:\n  12: {}\n", ["SF0013 8:3"]],
    ["a truth value as a key", "topics:\n  true: {}\n", ["SF0013 8:3"]],
    ["null as a key", "topics:\n  ~: {}\n", ["SF0013 8:3"]],
    ["an empty key", "topics:\n  : {}\n", ["SF0013 8:3"]],
    ["a list as a key", "topics:\n  ? [a]\n  : {}\n", ["SF0013 8:5"]],
    ["a merge key", "x-a: &a {}\ntopics:\n  <<: *a\n", ["SF0014 9:3", "SF1001 7:1 x-a"]],
    ["a custom tag", "stage: !Ref x\n", ["SF0018 7:8"]],
    ["a binary value", "stage: !!binary aGk=\n", ["SF0018 7:8"]],
    ["a list that is called a map", "msk: { zones: !!map [a, b] }\n", ["SF0018 7:15"]],
    ["text that is called a number", "stage: !!int production\n", ["SF0018 7:8"]],
    ["an alias without an anchor", "stage: *nowhere\n", ["SF0019 7:8"]],
    ["an alias before its anchor", "stage: *s\nmsk: { kafkaVersion: &s '3.9' }\n", ["SF0019 7:8"]],
    ["an alias inside what it repeats", "topics: &t { orders: *t }\n", ["SF0020 7:22"]],
    ["the key __proto__", "topics: { __proto__: {} }\n", ["SF0022 7:11"]],
    ["an escaped control character", 'stage: "a\\x07"\n', ["SF0006 7:8"]],
    ["an escaped half of a surrogate pair", 'stage: "\\uD800"\n', ["SF0006 7:8"]],
  ])("refuses %s, and goes on", async (_, text, expected) => {
    expect(await found(header + text)).toEqual(expected);
  });

  it("names what to write instead", async () => {
    const { diagnostics } = await loadText(`${header}topics:\n  010: {}\n`);
    expect(diagnostics).toMatchObject([{ message: "YAML reads the key 010 as a number", hint: 'quote it: "010"' }]);
  });

  it("stops a billion laughs at the first alias too far", async () => {
    const laughs = Array.from(
      { length: 30 },
      (_, level) =>
        `l${level}: &l${level} [${
          level === 0
            ? "ha"
            : Array(9)
                .fill(`*l${level - 1}`)
                .join(", ")
        }]`,
    ).join("\n");
    const started = performance.now();
    const places = await found(`${laughs}\n`);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(places).toHaveLength(1);
    expect(places[0]).toMatch(/^SF0020 \d+:\d+$/);
  });

  it("does not run out of stack on a file of brackets", async () => {
    expect(await found("[".repeat(50_000))).toEqual(["SF0021 1:102"]);
  });

  it("does not take quadratic time for many keys", async () => {
    const started = performance.now();
    await found(Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join("\n"));
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it("accepts anchors and aliases within bounds, each value with the place where it was written", async () => {
    const { environment, diagnostics } = await loadText(
      `${header}topics:\n  orders: &t { partitions: 6 }\n  payments: *t\n`,
    );
    expect(diagnostics).toEqual([]);
    expect(environment?.spec["topics"]).toMatchObject({ orders: { partitions: 6 }, payments: { partitions: 6 } });
    expect(environment?.origin(["topics", "payments", "partitions"])).toMatchObject({
      kind: "file",
      position: { line: 8, column: 28 },
    });
  });

  it("accepts an anchor on a key", async () => {
    const { environment, diagnostics } = await loadText(
      `${header}topics:\n  &name orders: {}\nkubernetes: { context: *name }\n`,
    );
    expect(diagnostics).toEqual([]);
    expect(environment?.spec.kubernetes.context).toBe("orders");
  });

  it("stays with YAML 1.2 whatever a directive says", async () => {
    const { environment, diagnostics } = await loadText(`%YAML 1.1\n---\n${header.replace("team", "on")}`);
    expect(diagnostics).toEqual([]);
    expect(environment?.spec.owner).toBe("on");
  });

  it("accepts a byte order mark, carriage returns and keys such as on and yes", async () => {
    const { environment, diagnostics } = await loadText(
      `\uFEFF${header}topics: { on: {}, yes: {} }\n`.replaceAll("\n", "\r\n"),
    );
    expect(diagnostics).toEqual([]);
    expect(Object.keys(environment?.spec["topics"] as object)).toEqual(["audit", "on", "yes"]);
    expect(environment?.origin(["apiVersion"])).toMatchObject({ position: { line: 1, column: 13 } });
  });
});

describe("a file", () => {
  it("that is no UTF-8 is refused at the first bad byte", async () => {
    expect(await found(Buffer.from([0x61, 0x3a, 0x0a, 0xc3, 0xa9, 0xff]))).toEqual(["SF0004 2:2"]);
    expect(await found(Buffer.from("a: ü\n", "latin1"))).toEqual(["SF0004 1:4"]);
    expect(await found(Buffer.from("\uFEFFa: b\n", "utf16le"))).toEqual(["SF0004 1:1"]);
    const { diagnostics } = await loadText(Buffer.from("\uFEFFa: b\n", "utf16le"));
    expect(diagnostics).toMatchObject([{ message: `${file} is UTF-16`, hint: "save the file as UTF-8" }]);
  });

  it("takes a tag that says what the value is anyway", async () => {
    expect(await found(`${header}stage: !!str production\nmsk: !!map { brokersPerZone: !!int 2 }\n`)).toEqual([]);
  });

  it("of more than 1 MiB is refused", async () => {
    expect(await found(Buffer.alloc(10 * 1024 * 1024, "a: b\n"))).toEqual(["SF0005 1:1"]);
  });
});
