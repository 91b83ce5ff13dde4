import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../testing.js";
import { kafkaClients } from "../../clients/kafka-clients/index.js";
import { topics } from "../../clients/topics/index.js";
import { users } from "../../clients/users/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { externalKafka } from "./index.js";

const servers = { bootstrapServers: ["k-1.acme.example:9093", "k-2.acme.example:9093"] };
const administrator = { secretsManager: "acme/admin" };
const environment = (listeners: object, more: object = {}) => ({
  secretStores: {},
  externalKafka: { version: "4.1.0", listeners },
  topics: {
    orders: { partitions: 1, replicationFactor: 3 },
    "orders-dlq": { partitions: 1, replicationFactor: 3 },
  },
  kafkaClients: { topic: "orders" },
  ...more,
});
const components = [externalKafka, secretStores, topics, users, kafkaClients];
const codes = (of: Readonly<Record<string, unknown>>) =>
  diagnose(of, ...components).map(({ code, path }) => `${code} ${path}`);
const settings = (listeners: object, name: string) =>
  compileObject(environment(listeners), ...components).file(`hosts/kafka-clients/properties/client-${name}.properties`);

describe("an existing Kafka", () => {
  it("is shown with its addresses as they are written", () => {
    const { plan } = compileObject(environment({ scram: { ...servers, administrator } }), ...components);
    const endpoints = plan.chapters.flatMap((chapter) => chapter.endpoints);
    expect(endpoints).toHaveLength(1);
    expect(endpoints[0]?.port).toBeUndefined();
    expect(endpoints).toMatchObject([{ address: { known: servers.bootstrapServers.join(",") } }]);
  });

  it("says in the README which Secrets must exist, and what is in them", () => {
    const trust = { secret: "corp-ca", key: "root.crt" };
    const { plan } = compileObject(environment({ scram: { ...servers, trust, administrator } }), ...components);
    const texts = plan.preconditions.map(({ title, text }) => `${title}: ${text}`);
    expect(texts).toContainEqual(
      expect.stringMatching(/^The Secret `corp-ca`: .* `root\.crt` has the CA's certificate/),
    );
    expect(texts).toContainEqual(expect.stringMatching(/`acme\/admin`: .* keys `username` and `password`/));
  });

  it.each([
    ["SCRAM-SHA-512", "scram.ScramLoginModule"],
    ["SCRAM-SHA-256", "scram.ScramLoginModule"],
  ])("is reached by %s where its listener says so", (mechanism, module) => {
    const text = settings({ scram: { ...servers, mechanism, administrator } }, "scram");
    expect(text).toContain(`sasl.mechanism=${mechanism}\n`);
    expect(text).toContain(module);
  });

  it("is reached by PLAIN with its own login module", () => {
    const text = settings({ plain: { ...servers, administrator } }, "plain");
    expect(text).toContain("sasl.mechanism=PLAIN\n");
    expect(text).toContain("plain.PlainLoginModule");
  });

  it("takes no users with passwords at a listener of SCRAM-SHA-256: they are made for SHA-512", () => {
    const at = (mechanism: string) =>
      codes(
        environment(
          { scram: { ...servers, mechanism, administrator } },
          { users: { shop: { acls: { produce: ["orders"] } } } },
        ),
      );
    expect(at("SCRAM-SHA-256")).toEqual(["SF2926 users.shop"]);
    expect(at("SCRAM-SHA-512")).toEqual([]);
  });

  it("has addresses with a port that exists", () => {
    const taken = (address: string) =>
      externalKafka.spec.safeParse({ version: "4.1.0", listeners: { tls: { bootstrapServers: [address] } } }).success;
    expect(taken("k.acme.example:65535")).toBe(true);
    expect(taken("k.acme.example:65536")).toBe(false);
    expect(taken("k.acme.example:0")).toBe(false);
  });
});
