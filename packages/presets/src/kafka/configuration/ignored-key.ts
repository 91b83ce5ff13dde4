/** What each Kafka's check says of a key that Kafka ignores, apart from its code. */
export const ignoredKey = {
  title: "A broker key that Kafka ignores",
  severity: "warning",
  because:
    "Several keys set one thing in different units. Kafka reads the finest unit that is set, so the value that you see here has no effect.",
  instead: "Keep one of the keys and remove the others.",
  source: "Apache Kafka documentation, broker configs: log.retention.ms, log.roll.ms, log.roll.jitter.ms",
} as const;
