import { describe, expect, it } from "vitest";
import { compileObject, diagnose } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { msk } from "../../kafka/msk/index.js";
import { mskAlarms } from "./index.js";

const environment = {
  network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
  msk: { kafkaVersion: "3.9.x.kraft", configuration: { "log.retention.ms": "3d" } },
};
const topicArn = "arn:aws:sns:eu-central-1:111122223333:on-call";
const notify = { topicArn };
type Alarm = Readonly<Record<string, unknown>>;

function compiled(mskAlarmsSpec: object, mskSpec: object = {}) {
  return compileObject(
    { ...environment, msk: { ...environment.msk, ...mskSpec }, mskAlarms: mskAlarmsSpec },
    network,
    msk,
    mskAlarms,
  );
}

function alarms(...parameters: Parameters<typeof compiled>): Readonly<Record<string, Alarm>> {
  return compiled(...parameters).terraform("msk-alarms").resource["aws_cloudwatch_metric_alarm"] ?? {};
}

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: unknown;
  };
}

function widgets(...parameters: Parameters<typeof compiled>): Widget[] {
  const { terraform, file } = compiled(...parameters);
  const body = terraform("msk-alarms").resource["aws_cloudwatch_dashboard"]?.["dashboard"]?.["dashboard_body"];
  expect(body).toBe('${file("${path.module}/dashboard.json")}');
  return (JSON.parse(file("terraform/msk-alarms/dashboard.json")) as { widgets: Widget[] }).widgets;
}

const graph = (title: string, all: readonly Widget[]) =>
  all.find(({ properties }) => properties.title === title)?.properties;

describe("alarms", () => {
  it("watches the CPU of every broker as the sum of user and system, by the cluster's name", () => {
    const all = alarms({ notify });
    expect(Object.keys(all).filter((id) => id.includes("-cpu-"))).toEqual(
      [1, 2, 3].map((broker) => `test-msk-alarms-cpu-broker-${broker}`),
    );
    expect(all["test-msk-alarms-cpu-broker-2"]).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      threshold: 60,
      metric_query: [
        { expression: "m1 + m2", return_data: true },
        {
          id: "m1",
          metric: {
            metric_name: "CpuUser",
            period: 300,
            stat: "Average",
            dimensions: { "Cluster Name": "test-msk", "Broker ID": "2" },
          },
        },
        { id: "m2", metric: { metric_name: "CpuSystem" } },
      ],
    });
  });

  it("tells the topic when an alarm goes off and when it is over", () => {
    expect(alarms({ notify })["test-msk-alarms-offline-partitions"]).toMatchObject({
      alarm_actions: [topicArn],
      ok_actions: [topicArn],
    });
  });

  it("reads missing data by what it means: no controller is bad, a silent full disk stays full, an idle group is well", () => {
    const all = alarms({ notify, consumerGroups: { billing: { topics: ["orders"] } } });
    const missing = (part: string) => Object.entries(all).find(([id]) => id.includes(part))?.[1]["treat_missing_data"];
    expect(missing("active-controller")).toBe("breaching");
    expect(missing("disk-broker-1")).toBe("ignore");
    expect(missing("max-offset-lag")).toBe("notBreaching");
  });

  it("sets no unit, which would match no data, and says in every description what to do", () => {
    for (const alarm of Object.values(alarms({ notify }))) {
      expect(alarm).not.toHaveProperty("unit");
      expect(String(alarm["alarm_description"]).length).toBeGreaterThan(80);
      expect(String(alarm["alarm_description"]).length).toBeLessThanOrEqual(1024);
    }
  });

  it("takes thresholds from the spec and leaves out what is off", () => {
    const all = alarms({ notify, thresholds: { disk: 70, heap: false, produceTime: 50 } });
    expect(all["test-msk-alarms-disk-broker-1"]).toMatchObject({
      threshold: 70,
      comparison_operator: "GreaterThanOrEqualToThreshold",
    });
    expect(all["test-msk-alarms-produce-time-broker-1"]).toMatchObject({ threshold: 50 });
    expect(Object.keys(all).filter((id) => id.includes("heap"))).toEqual([]);
  });

  it("follows the instance type with the number of partitions", () => {
    expect(alarms({ notify })["test-msk-alarms-partitions-broker-1"]?.["threshold"]).toBe(1000);
  });

  it("makes none on metrics of a higher monitoring level, of other brokers or of burstable ones", () => {
    const metrics = (mskSpec: object) =>
      new Set(Object.values(alarms({ notify }, mskSpec)).map((alarm) => alarm["metric_name"]));
    expect(metrics({})).not.toContain("RequestHandlerAvgIdlePercent");
    expect(metrics({ monitoring: "PER_BROKER" })).toContain("RequestHandlerAvgIdlePercent");
    expect(metrics({})).not.toContain("CPUCreditBalance");
    expect(metrics({ instanceType: "kafka.t3.small", kafkaVersion: "3.9.x" })).toContain("CPUCreditBalance");
    expect(metrics({ instanceType: "express.m7g.large" })).not.toContain("KafkaDataLogsDiskUsed");
  });

  it("watches the lag of each group on each topic, and tells apart names that only their joints differ in", () => {
    const all = alarms({
      notify,
      consumerGroups: { "a-b": { topics: ["c"], maxTimeLag: "5m" }, a: { topics: ["b-c", "b-c"], maxOffsetLag: 500 } },
    });
    const lag = Object.values(all).filter((alarm) => String(alarm["alarm_name"]).includes("lag"));
    expect(lag.map(({ metric_name, threshold, dimensions }) => ({ metric_name, threshold, dimensions }))).toEqual(
      expect.arrayContaining([
        {
          metric_name: "MaxOffsetLag",
          threshold: 10_000,
          dimensions: { "Cluster Name": "test-msk", "Consumer Group": "a-b", Topic: "c" },
        },
        {
          metric_name: "EstimatedMaxTimeLag",
          threshold: 300,
          dimensions: { "Cluster Name": "test-msk", "Consumer Group": "a-b", Topic: "c" },
        },
        {
          metric_name: "MaxOffsetLag",
          threshold: 500,
          dimensions: { "Cluster Name": "test-msk", "Consumer Group": "a", Topic: "b-c" },
        },
      ]),
    );
    expect(lag).toHaveLength(3);
    expect(new Set(lag.map((alarm) => alarm["alarm_name"])).size).toBe(3);
  });
});

describe("notifications", () => {
  const { resource } = compiled({ notify: { emails: ["on-call@example.com", "lead@example.com"] } }).terraform(
    "msk-alarms",
  );

  it("makes a topic under a key of its own that CloudWatch may use for this account's alarms alone", () => {
    expect(resource["aws_sns_topic"]?.["topic"]?.["kms_master_key_id"]).toBe("${aws_kms_key.key.arn}");
    const policy = JSON.parse(String(resource["aws_kms_key"]?.["key"]?.["policy"])) as { Statement: object[] };
    expect(policy.Statement).toContainEqual(
      expect.objectContaining({
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Condition: expect.objectContaining({ StringEquals: { "aws:SourceAccount": "111122223333" } }) as object,
      }),
    );
  });

  it("subscribes every address and points the alarms at the topic", () => {
    expect(Object.values(resource["aws_sns_topic_subscription"] ?? {}).map(({ endpoint }) => endpoint)).toEqual(
      expect.arrayContaining(["on-call@example.com", "lead@example.com"]),
    );
    expect(resource["aws_cloudwatch_metric_alarm"]?.["test-msk-alarms-active-controller"]?.["alarm_actions"]).toEqual([
      "${aws_sns_topic.topic.arn}",
    ]);
  });

  it("makes no topic where one exists", () => {
    expect(Object.keys(compiled({ notify }).terraform("msk-alarms").resource)).not.toContain("aws_sns_topic");
  });
});

describe("dashboard", () => {
  it("lays graphs on the grid of 24 columns, none over another", () => {
    const all = widgets({ notify, consumerGroups: { billing: { topics: ["orders"] } } });
    const taken = new Set<string>();
    for (const { x, y, width, height } of all) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++) {
        for (let row = y; row < y + height; row++) {
          expect(taken).not.toContain(`${column},${row}`);
          taken.add(`${column},${row}`);
        }
      }
    }
  });

  it("shows every broker, the threshold of the alarm, and the region", () => {
    const disk = graph("Data volume used (%)", widgets({ notify }));
    expect(disk?.region).toBe("eu-central-1");
    expect(disk?.metrics).toHaveLength(3);
    expect(disk?.metrics?.[2]).toEqual([
      "AWS/Kafka",
      "KafkaDataLogsDiskUsed",
      "Cluster Name",
      "test-msk",
      "Broker ID",
      "3",
      { label: "broker 3" },
    ]);
    expect(disk?.annotations).toEqual({ horizontal: [{ label: "alarm", value: 85 }] });
  });

  it("shows only what the cluster publishes", () => {
    expect(graph("Fetch time (ms)", widgets({ notify }))).toBeUndefined();
    expect(graph("Fetch time (ms)", widgets({ notify }, { monitoring: "PER_BROKER" }))).toBeDefined();
    expect(graph("CPU credits", widgets({ notify }))).toBeUndefined();
  });

  it("names groups and topics as dimensions, and refuses a name that CloudWatch could read as a dynamic label", () => {
    const all = widgets({ notify, consumerGroups: { "team/billing": { topics: ["orders"] } } });
    expect(graph("Lag: records on the worst partition", all)?.metrics).toEqual([
      [
        "AWS/Kafka",
        "MaxOffsetLag",
        "Cluster Name",
        "test-msk",
        "Consumer Group",
        "team/billing",
        "Topic",
        "orders",
        { label: "team/billing: orders" },
      ],
    ]);
    expect(
      diagnose(
        { ...environment, mskAlarms: { notify, consumerGroups: { "${PROP('Region')}": { topics: ["orders"] } } } },
        network,
        msk,
        mskAlarms,
      ).some(({ severity }) => severity === "error"),
    ).toBe(true);
  });

  it("is left out where it is not wanted", () => {
    expect(Object.keys(compiled({ notify, dashboard: false }).terraform("msk-alarms").resource)).toEqual([
      "aws_cloudwatch_metric_alarm",
    ]);
  });
});

describe("cost", () => {
  it("counts a metric math alarm by the metrics it reads", () => {
    const { plan } = compiled({
      notify,
      thresholds: { disk: false, heap: false, underReplicated: false, underMinIsr: false, partitions: false },
    });
    const line = plan.chapters
      .find(({ component }) => component === "msk-alarms")
      ?.costs.find(({ unit }) => unit === "alarm-month");
    // The controller, offline partitions, and two metrics for each of three brokers.
    expect(line).toMatchObject({ quantity: 8, price: 0.1 });
  });
});
