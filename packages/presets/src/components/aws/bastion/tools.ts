import type { KafkaFacts } from "../../../kafka/facts.js";

/**
 * SHA-512 of Kafka's binary archives (Scala 2.13), as recorded by strimzi/strimzi-kafka-operator, kafka-versions.yaml, 2026-11. An archive
 * that is not in this table is verified with the checksum that Apache publishes.
 */
const sha512: Readonly<Record<string, string>> = {
  "4.1.2":
    "78ac6e488b1071122f9608dfdb363f6fe50e1dbbc492347002c0398dfbf77e0d8caa5bf794c5937379721004dfe92025937d238b0faf4eb715529417fd43b491",
  "4.2.1":
    "f643e31266268e920aa98ead9a061026c98dac2886932ad468565ba59bcb7fb4f98a4c4f62727367e1bd87515f3b016e6f6ccccad8b12bdef8b091b0fb577170",
};

/** The tools for the brokers: names, URLs and digests. An empty digest is unknown. */
export function toolsFor({ programs, iamPolicies }: Pick<KafkaFacts, "programs" | "iamPolicies">) {
  const { version } = programs.tools;
  const { file, url, sha256 } = programs.iamLibrary;
  const archive = `kafka_2.13-${version}.tgz`;
  return {
    version,
    archive: {
      name: archive,
      url: `https://archive.apache.org/dist/kafka/${version}/${archive}`,
      sha512: sha512[version] ?? "",
    },
    jar: iamPolicies ? { name: file, url, sha256 } : undefined,
  };
}
