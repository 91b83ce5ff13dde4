import { secretStores, topics, users } from "@streamform/presets";
import { codes, compileObject, kubernetesKafka } from "@streamform/presets/testing";
import { expect, it } from "vitest";
import { myComponent } from "./index.js";

const components = [kubernetesKafka, secretStores, topics, users, myComponent];
const environment = {
  kubernetesKafka: {},
  secretStores: {},
  topics: { "my-component": { partitions: 1 } },
  users: { "my-component": { acls: { produce: ["my-component"] } } },
  myComponent: {},
};

it("runs on its schedule, and logs in as its user", () => {
  const { manifest } = compileObject(environment, ...components);
  expect(manifest("my-component", "CronJob")).toMatchObject({ spec: { schedule: "*/5 * * * *" } });
  expect(manifest("my-component", "ConfigMap")).toMatchObject({
    data: { "client.properties": expect.stringContaining("sasl.mechanism=SCRAM-SHA-512") },
  });
});

it("refuses a topic and a user that are not there", () => {
  const lacking = { ...environment, myComponent: { topic: "orders", user: "nobody" } };
  expect(codes(lacking, ...components)).toEqual(expect.arrayContaining(["SF7001", "SF7002"]));
  expect(codes(environment, ...components)).toEqual([]);
});
