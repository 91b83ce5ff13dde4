import { type Provenance, provenance, tracer } from "@streamform/core/embedding";
import { describe, expect, it } from "vitest";
import { platformOf, readEnvironment } from "../trees/tree.js";

const environment = await readEnvironment("environments/msk-prod.yaml");
const stack = "terraform/msk/main.tf.json";
const cluster = "/resource/aws_msk_cluster/cluster";

function ask(file: string, pointer: string): Provenance {
  const found = provenance(environment, platformOf(environment), file, pointer);
  if ("missing" in found) throw new Error(`no ${found.missing}: ${found.candidates.join(", ")}`);
  return found;
}

const paths = ({ origins }: Provenance) => origins.map(({ path }) => path);

describe("provenance of what the msk platform generates", () => {
  it("answers for the version of the brokers with the line of the spec, and with the table's entry", () => {
    const found = ask(stack, `${cluster}/kafka_version`);
    expect(found.origins).toEqual([
      { path: "msk.kafkaVersion", value: "3.9.x.kraft", origin: environment.origin(["msk", "kafkaVersion"]) },
    ]);
    expect(found.origins[0]?.origin).toMatchObject({ kind: "file", position: { file: "environments/msk-prod.yaml" } });
    expect(found.versions).toMatchObject([{ path: expect.stringContaining("msk.kafka["), value: "3.9.x.kraft" }]);
  });

  it("names a value that only an enumeration offers", () => {
    expect(paths(ask(stack, `${cluster}/broker_node_group_info/instance_type`))).toEqual(["msk.instanceType"]);
  });

  it("says that a value is a default", () => {
    expect(ask(stack, `${cluster}/encryption_info/encryption_in_transit/in_cluster`).origins).toEqual([
      { path: "msk.encryption.inCluster", value: true, origin: { kind: "default" } },
    ]);
  });

  it("finds the partitions of a topic in the Job's list, though the object's name follows its content", () => {
    const found = ask("kubernetes/topics/configmap-topics.yaml", "/data/topics.tsv");
    expect(paths(found)).toEqual(expect.arrayContaining(["topics.orders.partitions", "topics.customers.partitions"]));
    const partitions = found.origins.find(({ path }) => path === "topics.orders.partitions");
    expect(partitions).toMatchObject({
      value: 6,
      origin: { kind: "file", position: { file: "environments/base/acme.yaml" } },
    });
  });

  it("finds an image in the version table, chosen by the version of the brokers", () => {
    const found = ask("kubernetes/topics/job-topics.yaml", "/spec/template/spec/containers/0/image");
    expect(paths(found)).toEqual(["kubernetes.registry", "topicsJob.image", "msk.kafkaVersion"]);
    expect(found.versions.map(({ path }) => path)).toEqual([
      "images.kafkaTools[0].repository",
      "images.kafkaTools[0].tag",
    ]);
  });

  it("names entries of the version table that a value is made from, and none that only looks like it", () => {
    const trace = tracer(environment, platformOf(environment));
    const entriesOf = (file: string, pointer: string) => {
      const found = trace(file, pointer);
      return "missing" in found ? found : found.versions.map(({ path }) => path);
    };
    expect(entriesOf(stack, "/resource/aws_msk_configuration/configuration/name")).toEqual([]);
    expect(entriesOf(stack, "/terraform/required_version")).toEqual(["terraform.required"]);
    const provider = "/terraform/required_providers/aws/source";
    expect(entriesOf(stack, provider)).toEqual(["terraform.awsProvider.source"]);
    const chart = "delivery/applications/application-msk-prod-helm-external-secrets.yaml";
    expect(entriesOf(chart, "/spec/source/targetRevision")).toEqual(["charts.externalSecrets.version"]);
  }, 60_000);

  it("asks for no entry by its text: a version of Argo CD that MSK names alike is none of the brokers'", () => {
    const spec = { ...environment.spec, msk: { ...(environment.spec["msk"] as object), kafkaVersion: "3.5.1" } };
    const other = { ...environment, spec } as typeof environment;
    const found = provenance(other, platformOf(environment), stack, `${cluster}/kafka_version`);
    const entries = "missing" in found ? [] : found.versions.map(({ path }) => path);
    expect(entries).toEqual([expect.stringMatching(/^msk\.kafka\[\d+\]\.version$/)]);
  });

  it("finds the settings that the delivery follows, and that another engine has other files", () => {
    const found = ask("delivery/application-msk-prod.yaml", "/spec/source/repoURL");
    expect(paths(found)).toEqual(["delivery.repository"]);
    expect(found.conditions.map(({ path }) => path)).toEqual(["delivery.engine"]);
  });
});
