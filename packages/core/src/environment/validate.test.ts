import { describe, expect, it } from "vitest";
import { z } from "zod";
import { baseSpec } from "./base-spec.js";
import { environmentFromObject } from "./load.js";
import { brokers, header, headerObject, load, loadText, places, project } from "./testing.js";

/** The only diagnostic of one line below the required keys. */
async function only(line: string) {
  const { diagnostics } = await loadText(`${header}${line}\n`);
  expect(diagnostics).toHaveLength(1);
  const [diagnostic] = diagnostics;
  return { ...diagnostic, at: `${diagnostic?.position?.line}:${diagnostic?.position?.column}` };
}

describe("unknown keys", () => {
  it.each([
    ["a typing error", "stagee: production", "7:1", "did you mean stage?"],
    ["another spelling", "msk: { broker_s_per-zone: 2 }", "7:8", "did you mean brokersPerZone?"],
    ["a key of a component at the top", "kafkaVersion: '3.9'", "7:1", "kafkaVersion belongs under msk"],
    ["a top-level key in a component", "msk: { stage: production }", "7:8", "stage belongs to the top level"],
    ["a key of another component", "msk: { region: eu-central-1 }", "7:8", "region belongs under aws"],
    ["a key that is set to nothing", "msk: { brokerPerZone: }", "7:8", "did you mean brokersPerZone?"],
    ["a key with nothing like it", "topics: { orders: { zzzzzz: 1 } }", "7:21", "known keys: partitions, config"],
  ])("says for %s what was meant", async (_, line, at, hint) => {
    expect(await only(line)).toMatchObject({ code: "SF1001", at, hint });
  });
});

describe("missing keys", () => {
  it("are named with their section where only the platform wrote it", () => {
    const network = z.strictObject({ zones: z.array(z.string()), cidr: z.string() });
    const platform = { name: "brokers", schema: baseSpec.extend({ network }), defaults: { network: {} } };
    const messages = (spec: object) =>
      environmentFromObject({ ...headerObject, ...spec }, platform).diagnostics.map(({ message }) => message);
    expect(messages({})).toEqual(["network.zones is missing", "network.cidr is missing"]);
    expect(messages({ network: { zones: [] } })).toEqual(["cidr is missing"]);
  });

  it("are reported at the nearest map, with what they are for", async () => {
    const { diagnostics } = await loadText(header.replace(", region: eu-central-1", "").replace("owner: team\n", ""));
    expect(diagnostics).toMatchObject([
      {
        code: "SF1002",
        message: "owner is missing",
        path: "owner",
        position: { line: 1, column: 1 },
        hint: expect.stringContaining("Team that is responsible"),
      },
      {
        code: "SF1002",
        message: "region is missing",
        path: "aws.region",
        position: { line: 4, column: 1 },
        environment: "test",
      },
    ]);
  });

  it("that were taken away by null are reported at the null", async () => {
    const root = await project({
      "environments/test.yaml": `extends: [base.yaml]\nowner: null\naws:\n`,
      "environments/base.yaml": header,
    });
    expect(places(await load(root))).toEqual([
      "SF1002 environments/test.yaml:2:8 owner",
      "SF1002 environments/test.yaml:3:1 aws",
    ]);
  });

  it("point into the layer that wrote the map", async () => {
    const root = await project({
      "environments/test.yaml": "extends: [base.yaml]\n",
      "environments/base.yaml": header.replace("engine: flux, ", ""),
    });
    expect(places(await load(root))).toEqual(["SF1002 environments/base.yaml:6:1 delivery.engine"]);
  });
});

describe("what could not be read", () => {
  it.each([
    ["a required value with a tag", header.replace("owner: team", "owner: !x team"), ["SF0018 4:8"]],
    ["the platform", header.replace("platform: brokers", "platform: !x brokers"), ["SF0018 3:11"]],
    ["a required map", header.replace("aws: {", "aws: !x {"), ["SF0018 5:6"]],
    ["an item of a list", `${header}msk: { zones: [!x a] }\n`, ["SF0018 7:16"]],
    ["a key's value in an option", `${header}msk: { balance: { leaders: *x, disks: true } }\n`, ["SF0019 7:28"]],
    ["keys that a merge key would bring", `${header}msk: { balance: { <<: 1 } }\n`, ["SF0014 7:19"]],
    ["everything that a merge key would bring", "name: test\n<<: { platform: brokers }\n", ["SF0014 2:1"]],
    ["and what is wrong besides", `${header}stage: !x a\nmsk: { zones: 1 }\n`, ["SF0018 7:8", "SF1003 8:15 msk.zones"]],
  ])("is not called missing: %s", async (_, text, expected) => {
    const found = places(await loadText(text));
    expect(found.map((place) => place.replace("environments/test.yaml:", ""))).toEqual(expected);
  });

  it("takes the place of what lies below, and is gone where something lies above", async () => {
    const files = (base: string, own: string) => ({
      "environments/base.yaml": header.replace("owner: team", base),
      "environments/test.yaml": `extends: [base.yaml]\n${own}\n`,
    });
    expect(places(await load(await project(files("owner: team", "owner: !x team"))))).toEqual([
      "SF0018 environments/test.yaml:2:8",
    ]);
    expect(places(await load(await project(files("owner: !x team", "owner: 5"))))).toEqual([
      "SF0018 environments/base.yaml:4:8",
      "SF1009 environments/test.yaml:2:8 owner",
    ]);
    const aws = "owner: team\nx-aws: &aws {}\nkubernetes: !x {}\nmsk: !x {}";
    expect(places(await load(await project(files(aws, "msk: { balance: { leaders: 1 } }"))))).toEqual([
      "SF0018 environments/base.yaml:6:13",
      "SF0018 environments/base.yaml:7:6",
      "SF1002 environments/test.yaml:2:8 msk.balance.disks",
      "SF1001 environments/base.yaml:5:1 x-aws",
    ]);
  });

  it("keeps rules quiet that look at it", async () => {
    const schema = z.looseObject({ platform: z.string() }).superRefine((_, context) => {
      context.addIssue({ code: "custom", path: ["aws"], message: "no tags" });
    });
    const platform = () => ({ ...brokers, schema });
    const root = await project({ "environments/test.yaml": header.replace("region: eu-central-1", "tags: !x {}") });
    expect(places(await load(root, undefined, { platform }))).toEqual(["SF0018 environments/test.yaml:5:41"]);
  });
});

describe("a repository", () => {
  it("carries no credentials in its address", async () => {
    const withToken = header.replace("https://github.com", "https://user:token@github.com");
    const { diagnostics } = await loadText(withToken);
    expect(diagnostics).toMatchObject([{ path: "delivery.repository", position: { line: 6, column: 39 } }]);
    expect(diagnostics[0]?.message).toContain("without credentials");
  });

  it("may name the user of SSH", async () => {
    const bySsh = header.replace("https://github.com", "ssh://git@github.com");
    expect((await loadText(bySsh)).diagnostics).toEqual([]);
  });
});

describe("what YAML reads as something else", () => {
  it.each([
    [
      "an account id with a leading zero",
      "kubernetes: { context: 011122223333 }",
      "SF1009",
      "7:24",
      'quote it: "011122223333"',
    ],
    ["a version that ends in zero", "msk: { kafkaVersion: 3.10 }", "SF1009", "7:22", 'quote it: "3.10"'],
    ["a number where one of several texts belongs", "stage: 3.10", "SF1009", "7:8", 'quote it: "3.10"'],
    ["a truth value where text belongs", "kubernetes: { context: true }", "SF1009", "7:24", 'quote it: "true"'],
    ["yes where a truth value belongs", "msk: { public: yes }", "SF1003", "7:16", "write true"],
    ["off where a truth value belongs", "msk: { public: off }", "SF1003", "7:16", "write false"],
    ["a quoted number", 'msk: { brokersPerZone: "3" }', "SF1003", "7:24", "write 3 without quotes"],
    ["a bare number for a size", "msk: { volumeSize: 100 }", "SF1010", "7:20", "if you mean GiB, write 100GiB"],
    ["a quoted bare number for a size", 'msk: { volumeSize: "100" }', "SF1010", "7:20", "write the unit: 100GiB"],
    ["a size in decimal units", "msk: { volumeSize: 100GB }", "SF1006", "7:20", "write 100GiB"],
    [
      "a bare number for a duration",
      "msk: { retention: 604800000 }",
      "SF1010",
      "7:19",
      "if you mean ms, write 604800000ms",
    ],
    [
      "a key without a space after its colon",
      "msk:\n  brokersPerZone:3",
      "SF1003",
      "8:3",
      "write a space after the colon: `brokersPerZone: value`",
    ],
    [
      "the same between brackets",
      "msk: { brokersPerZone:3 }",
      "SF1001",
      "7:8",
      "write a space after the colon: `brokersPerZone: value`",
    ],
    ["one item without its list", "msk: { zones: eu-central-1a }", "SF1003", "7:15", "write a list: [eu-central-1a]"],
  ])("is told of %s", async (_, line, code, at, hint) => {
    expect(await only(line)).toMatchObject({ code, at, hint });
  });

  it("tells a list of named things to be a map", async () => {
    expect(await only("topics: [orders]")).toMatchObject({
      code: "SF1003",
      at: "7:9",
      hint: expect.stringContaining("each name is a key"),
    });
  });
});

describe("values", () => {
  it.each([
    [
      "none of the allowed",
      "stage: prod",
      "SF1004",
      "7:8",
      'expected one of development, production, found the text "prod"',
    ],
    ["below the range", "msk: { brokersPerZone: 0 }", "SF1005", "7:24", "expected at least 1, found the number 0"],
    ["above the range", "msk: { brokersPerZone: 99 }", "SF1005", "7:24", "expected at most 15, found the number 99"],
    ["a fraction", "msk: { brokersPerZone: 1.5 }", "SF1003", "7:24", "expected a whole number, found the number 1.5"],
    ["a size out of range", "msk: { volumeSize: 17TiB }", "SF1005", "7:20", "expected at most 16TiB, found 17TiB"],
    [
      "a size that is no whole number of its unit",
      "msk: { volumeSize: 1536MiB }",
      "SF1005",
      "7:20",
      "expected a whole number of GiB, found 1536MiB",
    ],
    [
      "a name of another form",
      "topics: { 'a b': {} }",
      "SF1007",
      "7:11",
      'a topic\'s name has letters, digits, dots, underscores and hyphens, found "a b"',
    ],
    [
      "an infinite number",
      "topics: { a: { partitions: .inf } }",
      "SF1003",
      "7:28",
      "expected a number, found the number Infinity, written .inf",
    ],
    ["a map for text", "kubernetes: { context: { a: b } }", "SF1003", "7:24", "expected text, found a map"],
  ])("that are %s are explained", async (_, line, code, at, message) => {
    expect(await only(line)).toMatchObject({ code, at, message });
  });

  it("are held against the nearest option of a union", async () => {
    expect(places(await loadText(`${header}msk: { balance: { leaders: many, disk: true } }\n`))).toEqual([
      "SF1003 environments/test.yaml:7:28 msk.balance.leaders",
      "SF1002 environments/test.yaml:7:8 msk.balance.disks",
      "SF1001 environments/test.yaml:7:34 msk.balance.disk",
    ]);
    expect(await only("msk: { balance: automatic }")).toMatchObject({
      code: "SF1003",
      message: 'expected "auto" or a map, found the text "automatic"',
    });
    expect(await only("msk: { login: { kind: scra } }")).toMatchObject({
      code: "SF1004",
      at: "7:23",
      hint: "did you mean scram?",
    });
    expect(await only("msk: { login: { kind: iam, rounds: 3 } }")).toMatchObject({ code: "SF1001", at: "7:28" });
  });

  it("are all reported in one run, none twice", async () => {
    const result = await loadText("name: Test\nplatform: brokers\nmsk: { public: yes, brokersPerZone: 0, x: 1 }\n");
    const found = places(result);
    expect(found).toContain("SF1006 environments/test.yaml:1:7 name");
    expect(found.filter((place) => place.endsWith("apiVersion"))).toHaveLength(1);
    expect(new Set(found).size).toBe(found.length);
    expect(found).toHaveLength(8);
  });
});

describe("secrets", () => {
  it.each([
    "msk: { password: hunter2 }",
    "msk: { password: { value: hunter2 } }",
    "msk: { login: { kind: scram, secret: hunter2 } }",
    "msk: { administratorPassword: hunter2 }",
  ])("never come back from a spec: %s", async (line) => {
    const { diagnostics } = await loadText(`${header}${line}\n`);
    expect(diagnostics.length).toBeGreaterThan(0);
    for (const diagnostic of diagnostics) expect(JSON.stringify(diagnostic)).not.toContain("hunter2");
    expect(diagnostics.some(({ sensitive }) => sensitive)).toBe(true);
  });

  it("are refused as literals with the way to refer to them", async () => {
    expect(await only("msk: { password: hunter2 }")).toMatchObject({
      code: "SF1011",
      at: "7:18",
      hint: expect.stringContaining("{ secretsManager: name"),
    });
  });
});

describe("platforms", () => {
  it("that do not exist are answered with a suggestion, and the common keys are checked all the same", async () => {
    const { diagnostics } = await loadText(header.replace("brokers", "strimzy").replace("owner: team\n", ""));
    expect(diagnostics).toMatchObject([
      { code: "SF1012", hint: "did you mean strimzi?", position: { line: 3, column: 11 } },
      { code: "SF1002", path: "owner" },
    ]);
  });

  it("that are missing or no text are answered with those that there are", async () => {
    expect((await loadText(header.replace("platform: brokers\n", ""))).diagnostics).toMatchObject([
      { code: "SF1002", path: "platform", hint: "known platforms: brokers, strimzi" },
    ]);
    expect((await loadText(header.replace("brokers", "[brokers]"))).diagnostics).toMatchObject([
      { code: "SF1003", path: "platform" },
    ]);
  });
});

it("lets rules of a schema name their page and hint", () => {
  const schema = z.looseObject({ platform: z.string() }).superRefine((_, context) => {
    context.addIssue({
      code: "custom",
      path: ["owner"],
      message: "too odd",
      params: { page: "outOfRange", hint: "be even" },
    });
    context.addIssue({ code: "custom", path: ["owner"], message: "too short" });
  });
  expect(environmentFromObject(headerObject, { ...brokers, schema }).diagnostics).toMatchObject([
    { code: "SF1005", message: "too odd", hint: "be even", path: "owner" },
    { code: "SF1008", message: "too short" },
  ]);
});

it("says of a text in a list's place that alone, not that it is too long for the list", () => {
  const zones = z.array(z.string()).min(2).max(3);
  const either = z.union([z.literal("auto"), z.strictObject({ zones })]).optional();
  const platform = { name: "brokers", schema: baseSpec.extend({ zones: zones.optional(), either }), defaults: {} };
  const said = (spec: object) => environmentFromObject({ ...headerObject, ...spec }, platform).diagnostics;
  const alone = [{ code: "SF1003", hint: "write a list: [us-west-2a, us-west-2b]" }];
  expect(said({ zones: "us-west-2a, us-west-2b" })).toMatchObject(alone);
  expect(said({ either: { zones: "us-west-2a, us-west-2b" } })).toMatchObject(alone);
  expect(said({ zones: ["us-west-2a"] })).toMatchObject([{ code: "SF1005" }]);
});

it("puts forms into words instead of patterns", () => {
  const mail = z.strictObject({ to: z.email(), code: z.string().regex(/^x+$/).describe("As many x as you like.") });
  const platform = { name: "brokers", schema: baseSpec.extend({ mail: mail.optional() }), defaults: {} };
  const said = (spec: object) => environmentFromObject({ ...headerObject, ...spec }, platform).diagnostics;
  expect(said({ mail: { to: "ops", code: "y" } })).toMatchObject([
    { code: "SF1006", message: 'expected an e-mail address, such as name@example.org, found the text "ops"' },
    { code: "SF1006", message: 'expected another form of text, found the text "y"', hint: "As many x as you like." },
  ]);
  const delivery = { ...headerObject.delivery, path: "/generated/", credentials: "My_Secret" };
  const ignore = [{ check: "2203", reason: "a test topic only" }];
  for (const { code, message } of said({ delivery, ignore, kubernetes: { namespace: "a.b" } })) {
    expect(code).toBe("SF1006");
    expect(message).not.toMatch(/[\\^$]/);
  }
});
