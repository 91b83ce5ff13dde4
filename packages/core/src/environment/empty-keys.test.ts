import { expect, it } from "vitest";
import { header, load, loadText, places, project } from "./testing.js";

it("warns of a component's key with nothing behind it, whether or not one is inherited", async () => {
  const inherited = await loadText(`${header}msk:\n`);
  expect(places(inherited)).toEqual(["SF1013 environments/test.yaml:7:1 msk"]);
  expect(inherited.diagnostics).toMatchObject([
    {
      severity: "warning",
      environment: "test",
      message: "msk has no value, which removes the inherited value",
      hint: "write `msk: {}` for the defaults, or `msk: null` to remove the inherited value",
    },
  ]);
  expect(inherited.environment?.spec).toBeDefined();
  const alone = await loadText(`${header}topics: # all of them\n`);
  expect(places(alone)).toEqual(["SF1013 environments/test.yaml:7:1 topics"]);
});

it("warns of a named thing with nothing behind it that nothing is inherited of", async () => {
  const loaded = await loadText(
    `${header}topics:\n  audit:\n  orders:\n  events: { config: { retention.ms: } }\nmsk: { instanceType: }\n`,
  );
  expect(loaded.diagnostics.map(({ path, message, hint }) => [path, message, hint])).toEqual([
    [
      "topics.orders",
      "orders has no value, so it has no effect",
      "write `orders: {}` for the defaults, or remove the key",
    ],
    [
      'topics.events.config["retention.ms"]',
      "retention.ms has no value, so it has no effect",
      "write a value after the colon, or remove the key",
    ],
  ]);
});

it("says nothing of the words null and ~, nor where a layer above has a value", async () => {
  expect((await loadText(`${header}msk: null\ntopics: ~\n`)).diagnostics).toEqual([]);
  const root = await project({
    "environments/test.yaml": `extends: [base.yaml]\n${header}msk: { brokersPerZone: 2 }\ntopics: { orders: { partitions: 2 } }\n`,
    "environments/base.yaml": "msk:\ntopics: { orders: }\n",
  });
  expect((await load(root)).diagnostics).toEqual([]);
});

it("points into the layer that holds the key", async () => {
  const root = await project({
    "environments/test.yaml": `extends: [base.yaml]\n${header}`,
    "environments/base.yaml": "stage: production\nmsk:\n",
  });
  expect(places(await load(root))).toEqual(["SF1013 environments/base.yaml:2:1 msk"]);
});
