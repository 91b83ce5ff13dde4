import { describe, expect, it } from "vitest";
import { codes, diagnose } from "../../../testing.js";
import { users } from "../../clients/users/index.js";
import { secretStores } from "../../cluster/secret-stores/index.js";
import { all, environment } from "./testing.js";

/** An object without the keys that are to be left away. */
const withoutNull = (object: object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));

describe("checks", () => {
  const found = (spec: object, cluster: object = {}, more: object = {}) =>
    diagnose(withoutNull({ ...environment(spec, cluster), ...more }), ...all)
      .filter(({ code }) => /^SF29[45]/.test(code))
      .map(({ code, path }) => `${code} ${path}`);

  it("find nothing in what the defaults are", () => {
    expect(found({})).toEqual([]);
  });

  it("refuse an alert that does not exist, and a threshold for one that has none", () => {
    expect(codes(environment({ alerts: { KafkaBrokerDow: {} } }), ...all)).toHaveLength(1);
    expect(codes(environment({ alerts: { KafkaBrokerDown: { threshold: 1 } } }), ...all)).toHaveLength(1);
    expect(codes(environment({ alertLabels: { severity: "high" } }), ...all)).toHaveLength(1);
  });

  it("refuse monitoring of brokers that serve nothing", () => {
    expect(found({}, { silent: true })).toEqual(["SF2941 observability"]);
  });

  it("refuse a warning that comes after the alarm", () => {
    expect(found({ alerts: { KafkaVolumeFilling: { threshold: 95 } } })).toEqual([
      "SF2942 observability.alerts.KafkaVolumeFilling.threshold",
    ]);
    expect(found({ alerts: { KafkaConsumerLagCritical: { threshold: 500 } } })).toEqual([
      "SF2942 observability.alerts.KafkaConsumerLagCritical.threshold",
    ]);
    expect(found({ consumerGroups: { billing: { warning: 20, critical: 10 } } })).toEqual([
      "SF2942 observability.consumerGroups.billing.warning",
    ]);
    expect(found({ consumerGroups: { billing: { warning: 5, critical: 10 } } })).toEqual([]);
  });

  it("warn of the lag on a topic that the environment does not have", () => {
    const managed = { topics: { orders: { partitions: 1 } } };
    expect(found({ consumerGroups: { billing: { topics: ["orders", "oders"] } } }, {}, managed)).toEqual([
      "SF2943 observability.consumerGroups.billing.topics[1]",
    ]);
    expect(found({ consumerGroups: { billing: { topics: ["orders"] } } }, {}, managed)).toEqual([]);
  });

  it("warn of limits for a group that no user may read in", () => {
    const limits = { consumerGroups: { billing: { warning: 5, critical: 10 } } };
    const managed = (acls: object) =>
      diagnose(
        {
          ...environment(limits),
          topics: { orders: { partitions: 1 } },
          secretStores: {},
          users: { reports: { acls } },
        },
        ...all,
        secretStores,
        users,
      )
        .filter(({ code }) => code === "SF2948")
        .map(({ path }) => path);
    expect(managed({ consume: ["orders"] })).toEqual(["observability.consumerGroups.billing"]);
    expect(managed({ consume: ["orders"], groups: ["bill*"] })).toEqual([]);
    const denied = { resource: "group", name: "billing", operations: ["Read"], permission: "deny" };
    expect(managed({ consume: ["orders"], groups: ["bill*"], rules: [denied] })).toHaveLength(1);
    expect(found(limits)).toEqual([]);
  });

  it("warn of limits that nobody measures", () => {
    expect(found({ consumerGroups: { billing: { warning: 5 } } }, {}, { lagExporter: null })).toEqual([
      "SF2944 observability.consumerGroups",
    ]);
    expect(found({}, {}, { lagExporter: null })).toEqual([]);
  });

  it("warn of a change to an alert on what does not run here", () => {
    const alertsSpec = { alerts: { ZookeeperLatencyHigh: { threshold: 50 } } };
    expect(found(alertsSpec)).toEqual(["SF2945 observability.alerts.ZookeeperLatencyHigh"]);
    expect(found(alertsSpec, { metadata: "zookeeper" })).toEqual([]);
  });

  it("warn of a vital alert that is off in production", () => {
    const off = { alerts: { KafkaOfflinePartitions: { enabled: false } } };
    expect(found(off, {}, { stage: "production" })).toEqual([
      "SF2946 observability.alerts.KafkaOfflinePartitions.enabled",
    ]);
    expect(found(off)).toEqual([]);
  });

  it("warn of an alert that waits for less than two scrapes", () => {
    expect(found({ alerts: { KafkaBrokerDown: { for: "45s" } } })).toEqual([
      "SF2947 observability.alerts.KafkaBrokerDown.for",
    ]);
    expect(found({ alerts: { KafkaBrokerDown: { for: "0s" } } })).toEqual([]);
    expect(found({ alerts: { KafkaBrokerDown: { for: "1m" } } })).toEqual([]);
  });
});
