import { describe, expect, it } from "vitest";
import { codes, diagnose } from "../../../testing.js";
import { network } from "../../aws/network/index.js";
import { topics } from "../../clients/topics/index.js";
import { msk } from "../../kafka/msk/index.js";
import { mskAlarms } from "./index.js";

const environment = {
  network: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
  msk: { kafkaVersion: "3.9.x.kraft", configuration: { "log.retention.ms": "3d" } },
};
const notify = { topicArn: "arn:aws:sns:eu-central-1:111122223333:on-call" };

function codesOf(mskAlarmsSpec: object, mskSpec: object = {}, more: object = {}) {
  return codes(
    { ...environment, ...more, msk: { ...environment.msk, ...mskSpec }, mskAlarms: mskAlarmsSpec },
    network,
    msk,
    mskAlarms,
  ).filter((code) => code.startsWith("SF24"));
}

describe("checks of the alarms", () => {
  it("warns of alarms that nobody hears", () => {
    expect(codesOf({})).toEqual(["SF2401"]);
    expect(codesOf({ notify })).toEqual([]);
  });

  it("asks for consumer groups in production, and for a limit in each group", () => {
    expect(codesOf({ notify }, {}, { stage: "production" })).toEqual(["SF2402"]);
    expect(codesOf({ notify, consumerGroups: { billing: { topics: ["orders"], maxOffsetLag: false } } })).toEqual([
      "SF2402",
    ]);
  });

  it("warns of the lag on a topic that the environment manages topics without, and says which was meant", () => {
    const mskAlarmsSpec = {
      notify,
      consumerGroups: { billing: { topics: ["orders", "oders", "__transaction_state"] } },
    };
    const managed = { topics: { orders: { partitions: 1 } }, kubernetes: { eksCluster: "acme" } };
    const found = (more: object) =>
      diagnose({ ...environment, ...more, mskAlarms: mskAlarmsSpec }, network, msk, topics, mskAlarms)
        .filter(({ code }) => code === "SF2407")
        .map(({ path, message, hint }) => [path, message, hint]);
    expect(found(managed)).toEqual([
      ["mskAlarms.consumerGroups.billing.topics[1]", "the topic oders is not in `topics`", "Did you mean orders?"],
    ]);
    expect(found({})).toEqual([]);
  });

  it("refuses an alarm on a metric that is not published, and names the level that has it", () => {
    const object = { ...environment, mskAlarms: { notify, thresholds: { fetchTime: 800 } } };
    const found = diagnose(object, network, msk, mskAlarms).find(({ code }) => code === "SF2403");
    expect(found?.message).toBe(
      "FetchConsumerTotalTimeMsMean is published from monitoring level PER_BROKER on, the cluster has DEFAULT",
    );
    expect(found?.path).toBe("mskAlarms.thresholds.fetchTime");
    expect(codesOf({ notify, thresholds: { cpuCredits: 100 } })).toEqual(["SF2403"]);
    expect(codesOf({ notify, thresholds: { disk: 80 } }, { instanceType: "express.m7g.large" })).toEqual(["SF2403"]);
    expect(codesOf({ notify, thresholds: { fetchTime: 800 } }, { monitoring: "PER_BROKER" })).toEqual([]);
  });

  it("refuses a topic of another region, where alarms cannot reach it", () => {
    const far = { topicArn: "arn:aws:sns:us-east-1:111122223333:on-call" };
    const found = diagnose({ ...environment, mskAlarms: { notify: far } }, network, msk, mskAlarms);
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(["SF2406 mskAlarms.notify.topicArn"]);
  });

  it("warns of a missing disk alarm", () => {
    expect(codesOf({ notify, thresholds: { disk: false } })).toEqual(["SF2405"]);
  });

  it("warns of a disk alarm at or below the target of the storage autoscaling", () => {
    const grows = { storageAutoscaling: { maximum: "500GiB", targetUtilization: 60 } };
    expect(codesOf({ notify, thresholds: { disk: 60 } }, grows)).toEqual(["SF2404"]);
    expect(codesOf({ notify, thresholds: { disk: 61 } }, grows)).toEqual([]);
  });
});
