import { describe, expect, it } from "vitest";
import { kafkaImages } from "../../../../versions/strimzi.js";
import { classic, compiled } from "./testing.js";

describe("server.properties", () => {
  it("advertise names that the brokers' certificate covers, outside ones too", () => {
    const { file, named } = compiled({ external: { domain: "kafka.acme.example" } });
    const advertised = /^advertised\.listeners=(.*)$/m.exec(file("broker", "server.properties"))?.[1] ?? "";
    const hosts = Array.from(advertised.matchAll(/:\/\/([^:]+):/g), ([, host = ""]) =>
      host.replace("@POD@", "test-broker-0").replace("@ID@", "0"),
    );
    const { dnsNames } = named("Certificate", "test-broker").spec as { dnsNames: string[] };
    expect(hosts).toHaveLength(4);
    for (const host of hosts) expect(dnsNames).toContain(host.replace(/^[^.]+/, "*"));
    expect(dnsNames).toEqual(
      expect.arrayContaining(["test-kafka-bootstrap.kafka.svc", "bootstrap.kafka.acme.example"]),
    );
  });

  it("let nobody in without a certificate or a password, and nobody do anything without an ACL", () => {
    const properties = compiled({ external: { domain: "kafka.acme.example" } }).file("broker", "server.properties");
    expect(properties).toContain(
      "listener.security.protocol.map=REPLICATION-9091:SSL,SCRAM-9092:SASL_SSL,MTLS-9093:SSL,EXTERNAL-9094:SASL_SSL,CONTROLPLANE-9090:SSL\n",
    );
    expect(properties).toContain("listener.name.replication-9091.ssl.client.auth=required\n");
    expect(properties).toContain("listener.name.mtls-9093.ssl.client.auth=required\n");
    expect(properties).toContain("allow.everyone.if.no.acl.found=false\n");
    expect(properties).toContain("super.users=User:CN=test-broker;User:CN=test-controller;User:CN=test-admin\n");
  });

  it("have the same settings for brokers and controllers, which check what brokers are asked", () => {
    const { file } = compiled({ configuration: { "num.partitions": 6 } });
    for (const role of ["broker", "controller"])
      expect(file(role, "server.properties")).toMatch(/^default\.replication\.factor=3\n(.*\n)*num\.partitions=6$/m);
  });

  it("name every controller, by ids behind those of all brokers", () => {
    const { file, set } = compiled();
    expect(set("controller").spec).toMatchObject({ ordinals: { start: 100 }, serviceName: "test-kafka-controllers" });
    expect(file("broker", "server.properties")).toContain(
      "controller.quorum.voters=100@test-controller-100.test-kafka-controllers.kafka.svc:9090,101@test-controller-101.test-kafka-controllers.kafka.svc:9090,102@",
    );
  });

  it("let controllers advertise their address exactly where the version takes it", () => {
    const advertises = (kafkaVersion: string) =>
      compiled({ kafkaVersion }).file("controller", "server.properties").includes("advertised.listeners");
    expect(kafkaImages.map(({ kafka }) => [kafka, advertises(kafka)])).toEqual([
      ["3.6.1", false],
      ["3.9.1", true],
      ["4.2.1", true],
      ["4.3.1", true],
    ]);
  });

  it("reach ZooKeeper by TLS alone, and keep what is written there to the brokers", () => {
    const { file, namesOf } = compiled(classic);
    const properties = file("broker", "server.properties");
    expect(properties).toContain("zookeeper.connect=test-zookeeper-0.test-zookeeper-nodes.kafka.svc:2182,");
    expect(properties).toContain("zookeeper.ssl.client.enable=true\n");
    expect(properties).toContain("zookeeper.set.acl=true\n");
    expect(properties).not.toContain("process.roles");
    expect(namesOf("StatefulSet")).toEqual(["test-broker", "test-zookeeper"]);
  });

  it("speak the protocol of their own Kafka with each other, or the older one that the spec keeps", () => {
    const protocol = (spec: object) =>
      compiled(spec)
        .file("broker", "server.properties")
        .match(/^inter\.broker\.protocol\.version=.*$/m)?.[0];
    expect(protocol(classic)).toBe("inter.broker.protocol.version=3.6");
    expect(protocol({ ...classic, kafkaVersion: "3.9.1" })).toBe("inter.broker.protocol.version=3.9");
    const kept = { statefulset: { interBrokerProtocolVersion: "3.6" } };
    expect(protocol({ ...classic, kafkaVersion: "3.9.1", ...kept })).toBe("inter.broker.protocol.version=3.6");
    expect(protocol({ kafkaVersion: "3.9.1", ...kept })).toBeUndefined();
  });

  it("write a setting once, and the engine's own last", () => {
    const properties = compiled({ configuration: { "super.users": "User:me" } }).file("broker", "server.properties");
    expect(properties.match(/^super\.users=.*$/gm)).toEqual([
      "super.users=User:CN=test-broker;User:CN=test-controller;User:CN=test-admin",
    ]);
  });
});

describe("zoo.cfg", () => {
  it("has no port in the clear, and asks clients and other servers for certificates", () => {
    const cfg = compiled(classic).file("zookeeper", "zoo.cfg");
    expect(cfg).not.toMatch(/^clientPort=/m);
    for (const line of ["secureClientPort=2182", "ssl.clientAuth=need", "sslQuorum=true", "ssl.quorum.clientAuth=need"])
      expect(cfg.split("\n")).toContain(line);
    expect(cfg).toContain("server.3=test-zookeeper-2.test-zookeeper-nodes.kafka.svc:2888:3888\n");
  });

  it("is served under a certificate for every name that the cluster's DNS may give an address", () => {
    const { named, namesOf } = compiled(classic);
    const { dnsNames } = named("Certificate", "test-zookeeper").spec as { dnsNames: string[] };
    for (const service of namesOf("Service").filter((name) => name.includes("zookeeper")))
      expect(dnsNames).toContain(`*.${service}.kafka.svc.cluster.local`);
  });
});
