import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { secrets } from "../../aws/secrets/index.js";
import { networkPolicies } from "../../cluster/network-policies/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { msk } from "../../kafka/msk/index.js";
import { environment } from "../../kafka/msk/testing.js";
import { observability } from "./index.js";

const components = [network, secrets, msk, secretStores, observability];
const both = { jmx: true, node: true };
const written = (openMonitoring: object = both, spec: object = {}) =>
  environment({ openMonitoring, ...spec }, { secretStores: {}, observability: {} });
const compiled = compileObject(written(), ...components);
const objects = (kind: string) => compiled.manifests("observability").filter((object) => object.kind === kind);

interface ScrapeConfig {
  readonly httpSDConfigs: readonly { readonly url: string }[];
  readonly relabelings: readonly {
    readonly targetLabel: string;
    readonly replacement: string;
    readonly regex?: string;
  }[];
  readonly metricRelabelings: readonly { readonly regex: string }[];
}

describe("observability of Amazon MSK", () => {
  it("scrapes both exporters of every broker, by addresses that Terraform publishes", () => {
    const configs = objects("ScrapeConfig");
    expect(configs.map(({ metadata }) => metadata.name)).toEqual(["test-broker-hosts", "test-brokers"]);
    const [hosts, brokers] = configs.map(({ spec }) => spec as ScrapeConfig);
    expect(hosts?.httpSDConfigs[0]?.url).toBe("http://scrape-targets.streaming.svc:8080/broker-hosts.json");
    expect(brokers?.httpSDConfigs[0]?.url).toBe("http://scrape-targets.streaming.svc:8080/brokers.json");
    const { target, data } = compiled.manifest("observability", "ExternalSecret")["spec"] as {
      target: { template: { data: Readonly<Record<string, string>> } };
      data: readonly { secretKey: string; remoteRef: { key: string } }[];
    };
    expect(data.map(({ remoteRef }) => remoteRef.key)).toEqual(["/streamform/test/msk/broker-domain"]);
    const document = (target.template.data["brokers.json"] ?? "").replaceAll("{{ .v0 }}", "test.a1.c2.kafka.aws");
    expect(JSON.parse(document)).toEqual([{ targets: [1, 2, 3].map((id) => `b-${id}.test.a1.c2.kafka.aws:11001`) }]);
  });

  it("gives the series the labels that alerts go by, and keeps what they ask for", () => {
    const [hosts, brokers] = objects("ScrapeConfig").map(({ spec }) => spec as ScrapeConfig);
    const constants = Object.fromEntries(
      (brokers?.relabelings ?? []).map(({ targetLabel, replacement }) => [targetLabel, replacement]),
    );
    expect(constants).toMatchObject({ namespace: "streaming", kafka_cluster: "test", kafka_role: "broker" });
    expect(hosts?.relabelings).toContainEqual(expect.objectContaining({ replacement: "broker-host" }));
    const node = brokers?.relabelings.find(({ targetLabel }) => targetLabel === "pod");
    expect(new RegExp(`^(?:${node?.regex})$`).exec("b-2.test.a1.c2.kafka.aws:11001")?.[1]).toBe("b-2");
    expect(brokers?.metricRelabelings[0]?.regex.split("|")).toContain("kafka_server_ReplicaManager_Value");
  });

  it("serves them from a pod that needs no rights, which Prometheus alone may reach", () => {
    const [{ spec } = { spec: {} }] = objects("Deployment");
    expect(JSON.stringify(spec)).toContain('"automountServiceAccountToken":false');
    const { manifests } = compileObject({ ...written(), networkPolicies: {} }, ...components, networkPolicies);
    const policy = manifests("network-policies").find(({ metadata }) => metadata.name === "scrape-targets");
    expect(policy?.spec).toMatchObject({
      ingress: [
        {
          from: [
            {
              namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
              podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
            },
          ],
          ports: [{ port: 8080 }],
        },
      ],
    });
  });

  it("knows nothing of pods, operators and tools that are not there", () => {
    const runbook = compiled.file("hosts/observability/runbook.md");
    expect(runbook).not.toMatch(/\{\{|undefined|\u0000|POD`|describe pod|PodMonitor|kafka-tools\.sh/);
    expect(runbook).toContain("aws logs tail /aws/msk/test-msk");
    expect(objects("PodMonitor")).toEqual([]);
  });

  it("says which line opens the exporters, where they are closed", () => {
    const found = diagnose(written({}), ...components).find(({ code }) => code === "SF2941");
    expect(found?.hint).toBe("write `msk: { openMonitoring: { jmx: true, node: true } }`");
    expect(diagnose(written({ jmx: true }), ...components).map(({ code }) => code)).not.toContain("SF2941");
  });

  it("lets Prometheus' network to the exporters exactly where they are open", () => {
    const ports = (openMonitoring: object) =>
      Object.values(
        compileObject(written(openMonitoring), ...components).terraform("msk").resource[
          "aws_vpc_security_group_ingress_rule"
        ] ?? {},
      ).map(({ from_port }) => from_port);
    expect(ports(both)).toEqual(expect.arrayContaining([11001, 11002]));
    expect(ports({ jmx: true })).not.toContain(11002);
  });
});
