/** The Kafka release line of a version string: `[3, 9]` for "3.9.x.kraft". */
export function kafkaLine(version: string): readonly [major: number, minor: number] {
  const parts = /^(\d+)\.(\d+)(?:\.|$)/.exec(version);
  if (parts === null) throw new RangeError(`"${version}" is not a Kafka version`);
  return [Number(parts[1]), Number(parts[2])];
}
