import assert from "node:assert/strict";
import { test } from "node:test";
import { secretStores } from "@streamform/presets";
import { codes, compileObject, kubernetesKafka } from "@streamform/presets/testing";
import { heartbeat } from "./heartbeat.js";

const components = [kubernetesKafka, secretStores, heartbeat];
const environment = (image) => ({ kubernetesKafka: {}, secretStores: {}, heartbeat: { image } });

test("the heartbeat has a bucket for its reports", () => {
  const { terraform, manifest } = compileObject(environment("acme/heartbeat:1"), ...components);
  assert.ok("reports" in terraform("heartbeat").resource["aws_s3_bucket"]);
  assert.equal(manifest("heartbeat", "CronJob").spec.schedule, "*/5 * * * *");
});

test("an image without a version is refused", () => {
  assert.ok(codes(environment("acme/heartbeat:latest"), ...components).includes("SF7001"));
  assert.ok(!codes(environment("acme/heartbeat:1"), ...components).includes("SF7001"));
});
