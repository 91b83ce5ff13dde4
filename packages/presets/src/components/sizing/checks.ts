import { type Check, type CheckPart, defineCheck } from "@streamform/core";
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

export const checks: readonly Check<CheckPart<Spec, Uses>>[] = [unavailable];
