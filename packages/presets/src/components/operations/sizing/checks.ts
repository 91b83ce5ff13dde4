import { type Check, type CheckPart, defineCheck } from "@streamform/core";
import { averageOf, gibibytesOf, rateInWords } from "./load.js";
import type { sizingSpec } from "./spec.js";
import type { uses } from "./uses.js";

type Spec = typeof sizingSpec;
type Uses = typeof uses;

/** What AWS promises of a single instance, in per cent of a month; of two zones or more it promises 99.99. */
const singleInstance = 99.5;

const unavailable = defineCheck<Spec, Uses>({
  code: "SF2876",
  title: "An availability that one broker or one zone does not give",
  severity: "warning",
  because:
    "AWS promises 99.5 % of a month for an instance, and more only where others in another zone do the work meanwhile: writes have to go on while a broker is away.",
  instead:
    "Spread the brokers over two zones at least and keep `min.insync.replicas` below the replication factor, or expect less.",
  source: "Amazon Compute Service Level Agreement, region-level and instance-level SLA",
  run: ({ spec: { availability }, uses: { kafka }, at }) => {
    if (availability === undefined || availability <= singleInstance) return [];
    const { replicationFactor, minInsyncReplicas } = kafka.defaults;
    const lacking = [
      ...(kafka.zones.length < 2 ? ["all brokers are in one zone"] : []),
      ...(minInsyncReplicas < replicationFactor
        ? []
        : [
            `writes stop while one of ${replicationFactor} replicas is away (min.insync.replicas ${minInsyncReplicas})`,
          ]),
    ];
    return lacking.map((message) => at("availability", `${availability} % are expected, and ${message}`));
  },
});

const loadAboveDisk = defineCheck<Spec, Uses>({
  code: "SF2877",
  title: "A load that the disks do not hold",
  severity: "warning",
  because: "A broker whose disk is full stops, and with it every partition that it leads.",
  instead:
    "Shorten the topics' retention, tier their storage, give the brokers larger volumes, or state the average load where it is below the highest.",
  source: "The load times the time that topics keep it, by Kafka's retention.ms and the number of copies",
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
        `${average} messages/s of ${messageSize} B are ${rate}; kept for ${days} days, copies counted, as the topics do on average, they are ${Math.ceil(kept)} GiB, and the brokers have ${kafka.storage} GiB`,
      ),
    ];
  },
});

export const checks: readonly Check<CheckPart<Spec, Uses>>[] = [unavailable, loadAboveDisk];
