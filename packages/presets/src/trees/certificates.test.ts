import type { Manifest } from "@streamform/core";
import { describe, expect, it } from "vitest";
import { bears, servedCertificates } from "./certificates.js";
import { podsOf } from "./pods.js";

const object = (kind: string, name: string, more: object): Manifest => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "kafka" },
  ...more,
});

describe("a certificate's name", () => {
  it("is a host's, or stands for one label of it", () => {
    expect(bears("a.kafka.svc", "a.kafka.svc")).toBe(true);
    expect(bears("*.brokers.kafka.svc", "broker-0.brokers.kafka.svc")).toBe(true);
    expect(bears("*.kafka.svc", "broker-0.brokers.kafka.svc")).toBe(false);
    expect(bears("*.kafka.svc", "kafka.svc")).toBe(false);
  });
});

describe("certificates that servers show", () => {
  const template = {
    metadata: { labels: { app: "broker" } },
    spec: {
      containers: [{ name: "broker", image: "acme:1", ports: [{ name: "scram", containerPort: 9092 }] }],
      volumes: [
        { name: "certificate", secret: { secretName: "broker-tls" } },
        { name: "settings", configMap: { name: "settings" } },
      ],
    },
  };
  const objects = [
    object("StatefulSet", "broker", { spec: { replicas: 1, serviceName: "brokers", template } }),
    object("Service", "bootstrap", { spec: { selector: { app: "broker" }, ports: [{ port: 9092 }] } }),
    object("Service", "other", { spec: { selector: { app: "other" }, ports: [{ port: 9092 }] } }),
    object("ConfigMap", "settings", {
      data: {
        "server.properties": "advertised.listeners=SCRAM://@POD@.brokers.kafka.svc:9092,OUT://b-@ID@.acme:9094\n",
      },
    }),
    object("Certificate", "broker", { spec: { secretName: "broker-tls", dnsNames: ["bootstrap.kafka.svc"] } }),
  ];

  it("have to bear the pod's name, its Services' and those that it advertises", () => {
    expect(servedCertificates(objects, podsOf(objects))).toEqual([
      {
        secret: "broker-tls",
        server: "broker-0",
        dnsNames: ["bootstrap.kafka.svc"],
        hosts: ["broker-0.brokers.kafka.svc", "bootstrap.kafka.svc", "broker-0.brokers.kafka.svc", "b-0.acme"],
      },
    ]);
  });

  it("of Strimzi have to bear the brokers' names within, and outside those of the listener", () => {
    const kafka = object("Kafka", "acme", {
      spec: {
        kafka: {
          listeners: [
            {
              name: "scram",
              port: 9092,
              type: "internal",
              configuration: { brokerCertChainAndKey: { secretName: "x" } },
            },
            {
              name: "external",
              port: 9094,
              type: "loadbalancer",
              configuration: {
                brokerCertChainAndKey: { secretName: "x" },
                advertisedHostTemplate: "broker-{nodeId}.acme.example",
                bootstrap: { alternativeNames: ["bootstrap.acme.example"] },
              },
            },
          ],
        },
      },
    });
    const pool = {
      ...object("KafkaNodePool", "broker", { spec: { replicas: 1, roles: ["broker"], storage: {} } }),
      metadata: { name: "broker", namespace: "kafka", labels: { "strimzi.io/cluster": "acme" } },
    };
    const all = [kafka, pool].map((entry) => ({ ...entry, apiVersion: "kafka.strimzi.io/v1" }));
    expect(servedCertificates(all, podsOf(all)).map(({ hosts, dnsNames }) => [hosts, dnsNames])).toEqual([
      [["acme-kafka-bootstrap.kafka.svc", "acme-broker-0.acme-kafka-brokers.kafka.svc"], undefined],
      [["bootstrap.acme.example", "broker-0.acme.example"], undefined],
    ]);
  });
});
