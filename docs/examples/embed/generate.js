// @ts-check
// Makes an environment from data, without a file, and writes its tree: node generate.js FOLDER
import { join } from "node:path";
import {
  artifactsOf,
  assemble,
  buildManifest,
  check,
  compile,
  environmentFromObject,
  renderDiagnostics,
  write,
} from "@streamform/core/embedding";
import { acmePlatform } from "./platform.js";

const folder = process.argv[2] ?? "generated";

/** Whatever a service catalogue, a form or a database knows of the environment. */
const order = { name: "orders-test", team: "orders", topics: ["orders", "orders-dlq"] };

// load: data → environment
const loaded = environmentFromObject(
  {
    apiVersion: "streamform/v1",
    name: order.name,
    platform: "acme-msk",
    owner: order.team,
    aws: { accountId: "111122223333", region: "eu-central-1" },
    kubernetes: { eksCluster: "acme-platform" },
    delivery: { engine: "flux", repository: "https://github.com/acme/streaming" },
    network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
    secrets: { entries: { admin: { kind: "msk-scram", description: "Makes the topics" } } },
    msk: {
      kafkaVersion: "3.9.x.kraft",
      instanceType: "kafka.m7g.large",
      authentication: { iam: true, scram: { admin: "admin" } },
      encryption: { kmsKey: "own" },
      configuration: { "log.retention.ms": "7d" },
    },
    topics: Object.fromEntries(
      order.topics.map((topic) => [topic, { partitions: 6, config: { "retention.ms": "7d" } }]),
    ),
    kafkaClients: { topic: "orders" },
  },
  acmePlatform,
);
const environment = loaded.environment ?? stop(loaded.diagnostics);

// check: environment → system, and what the checks say of it
const assembled = assemble(environment, acmePlatform);
const system = assembled.system ?? stop(assembled.diagnostics);
const findings = check(system, new Date());
if (findings.some(({ severity }) => severity === "error")) stop(findings);

// compile: system → plan
const compiled = compile(system);
const plan = compiled.plan ?? stop(compiled.diagnostics);

// deliver: plan → files, in memory
const artifacts = artifactsOf(plan);

// write: files → disk
const manifest = buildManifest({
  environment,
  artifacts,
  tool: { name: "acme-streamform-heartbeat", version: "1.0.0" },
});
const result = await write({ directory: join(folder, environment.name), artifacts, manifest });

process.stderr.write(
  renderDiagnostics([...findings, ...compiled.diagnostics], { format: "pretty", sources: loaded.sources }),
);
process.stdout.write(
  `${JSON.stringify({ environment: environment.name, written: result.created.length + result.changed.length, units: plan.units.map(({ id }) => id) })}\n`,
);

/**
 * @param {readonly import("@streamform/core/embedding").Diagnostic[]} diagnostics
 * @returns {never}
 */
function stop(diagnostics) {
  process.stderr.write(renderDiagnostics(diagnostics, { format: "pretty", sources: loaded.sources }));
  process.exit(1);
}
