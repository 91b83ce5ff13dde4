/** How a process of Kafka logs to its container's output alone. */
export interface Logging {
  readonly file: string;
  readonly text: string;
  /** Option of the JVM, without the file's path behind it. */
  readonly option: string;
}

const pattern = "[%d] %p %m (%c)%n";

/** Kafka 4 logs by Log4j 2, whose form of configuration older versions do not read. Source: Apache Kafka, KIP-653. */
export function loggingOf(kafkaVersion: string): Logging {
  if (Number(kafkaVersion.split(".")[0]) >= 4)
    return {
      file: "log4j2.properties",
      option: "-Dlog4j2.configurationFile=",
      text: [
        "appender.stdout.type=Console",
        "appender.stdout.name=stdout",
        "appender.stdout.layout.type=PatternLayout",
        `appender.stdout.layout.pattern=${pattern}`,
        "rootLogger.level=INFO",
        "rootLogger.appenderRef.stdout.ref=stdout",
        "",
      ].join("\n"),
    };
  return {
    file: "log4j.properties",
    option: "-Dlog4j.configuration=file:",
    text: [
      "log4j.rootLogger=INFO, stdout",
      "log4j.appender.stdout=org.apache.log4j.ConsoleAppender",
      "log4j.appender.stdout.layout=org.apache.log4j.PatternLayout",
      `log4j.appender.stdout.layout.ConversionPattern=${pattern}`,
      "",
    ].join("\n"),
  };
}
