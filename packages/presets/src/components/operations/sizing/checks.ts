import { type Check, type CheckPart, defineCheck } from "@streamform/core";
import { averageOf, gibibytesOf, rateInWords } from "./load.js";
import type { sizingSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof sizingSpec;
type Uses = typeof uses;

/** What AWS promises for a single instance, in per cent of a month. For two zones or more it promises 99.99. */
const singleInstance = 99.5;

const unavailable = defineCheck<Spec, Uses>({
  code: "SF2876",
  title: "An availability that one broker or one zone cannot reach",
  severity: "warning",
  because:
    "AWS promises 99.5 % of a month for one instance, and more only for instances in two or more zones. To reach more, writes must go on while a broker is down.",
  instead:
    "Spread the brokers over at least two zones, and keep `min.insync.replicas` below the replication factor. Or lower `availability`.",
  source: "Amazon Compute Service Level Agreement, region-level and instance-level SLA",
  run: ({ spec: { availability }, uses: { kafka }, at }) => {
    if (availability === undefined || availability <= singleInstance) return [];
    const { replicationFactor, minInsyncReplicas } = kafka.defaults;
    const lacking = [
      ...(kafka.zones.length < 2 ? ["all brokers are in one zone"] : []),
      ...(minInsyncReplicas < replicationFactor
        ? []
        : [
            `writes stop while one of ${replicationFactor} replicas is down (min.insync.replicas ${minInsyncReplicas})`,
          ]),
    ];
    return lacking.map((message) => at("availability", `the spec expects ${availability} %, but ${message}`));
  },
});

const loadAboveDisk = defineCheck<Spec, Uses>({
  code: "SF2877",
  title: "A load that the disks do not hold",
  severity: "warning",
  because: "A broker whose disk is full stops. Every partition that it leads stops with it.",
  instead:
    "Shorten the topics' retention, tier their storage, or give the brokers larger volumes. If the average load is below the highest load, state it.",
  source: "The load times the topics' retention (Kafka's retention.ms) times the number of replicas",
  run: ({ spec, uses: { kafka, topics }, at }) => {
    const average = averageOf(spec);
    const { messageSize } = spec;
    const timeOnDisk = topics?.timeOnDisk;
    if (average === undefined || messageSize === undefined || timeOnDisk === undefined) return [];
    const kept = gibibytesOf(average * messageSize, timeOnDisk);
    if (kept <= kafka.storage) return [];
    const days = Number((timeOnDisk / (24 * 3_600_000)).toFixed(1));
    const rate = rateInWords((average * messageSize) / 1024 ** 2);
    return [
      at(
        spec.averageMessagesPerSecond === undefined ? "messagesPerSecond" : "averageMessagesPerSecond",
        `${average} messages/s of ${messageSize} B are ${rate}. Kept for ${days} days with all replicas, as the topics do on average, they fill ${Math.ceil(kept)} GiB, but the brokers have ${kafka.storage} GiB`,
      ),
    ];
  },
});

export const checks: readonly Check<CheckPart<Spec, Uses>>[] = [unavailable, loadAboveDisk];
