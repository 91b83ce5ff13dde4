/** A client library that generated snippets depend on. */
export interface ClientLibrary {
  /** Name in its registry. */
  readonly name: string;
  readonly version: string;
  /** Registry that the version was looked up in. */
  readonly source: "PyPI" | "npm" | "Maven Central" | "Go module proxy";
  /** Day of the look-up, as YYYY-MM-DD. */
  readonly checked: string;
}

const checked = "2026-11-21";

/** Newest releases on the day they were checked; held against their real build tools by `conformance/kafka-clients.test.ts`. */
export const clientLibraries = {
  confluentKafka: { name: "confluent-kafka", version: "2.16.1", source: "PyPI", checked },
  mskIamSignerPython: { name: "aws-msk-iam-sasl-signer-python", version: "1.0.2", source: "PyPI", checked },
  springBoot: {
    name: "org.springframework.boot:spring-boot-starter-parent",
    version: "4.1.1",
    source: "Maven Central",
    checked,
  },
  mskIamAuthJava: { name: "software.amazon.msk:aws-msk-iam-auth", version: "2.3.9", source: "Maven Central", checked },
  kafkaJavascript: { name: "@confluentinc/kafka-javascript", version: "1.10.1", source: "npm", checked },
  mskIamSignerJs: { name: "aws-msk-iam-sasl-signer-js", version: "1.0.3", source: "npm", checked },
  franzGo: { name: "github.com/twmb/franz-go", version: "1.22.2", source: "Go module proxy", checked },
  mskIamSignerGo: {
    name: "github.com/aws/aws-msk-iam-sasl-signer-go",
    version: "1.0.4",
    source: "Go module proxy",
    checked,
  },
} as const satisfies Record<string, ClientLibrary>;

/** The versions alone, by the names that templates use. */
export const clientVersions = Object.fromEntries(
  Object.entries(clientLibraries).map(([key, { version }]) => [key, version]),
) as Readonly<Record<keyof typeof clientLibraries, string>>;
