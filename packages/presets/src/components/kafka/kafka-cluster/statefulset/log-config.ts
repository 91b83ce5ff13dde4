import { folders } from "./names.js";

/** Size of a log file before the next one is begun, in MiB. */
const fileSize = 100;

/** Loggers of Kafka that say more at INFO than anybody reads, and the one that says who was refused. */
const levels = {
  "kafka.request.logger": "WARN",
  "kafka.network.RequestChannel$": "WARN",
  "org.apache.kafka.common.network.Selector": "INFO",
  "state.change.logger": "INFO",
} as const;

/** The authorizer writes each refusal at INFO, and each permission at DEBUG. */
const auditLogger = "kafka.authorizer.logger";

/** How a process writes its log: to the container's output, and to rotated files where it has a volume for them. */
export interface LogConfig {
  readonly file: "log4j.properties" | "log4j2.properties";
  readonly text: string;
  /** Option of the JVM that names the file in the folder of the configuration. */
  readonly option: string;
}

/**
 * Kafka 4 logs by Log4j 2, whose form of configuration older versions do not read.
 *
 * @param volume size of the volume for log files in GiB; undefined where there is none
 */
export function logConfig(kafkaVersion: string, volume?: number): LogConfig {
  const newer = Number(kafkaVersion.split(".")[0]) >= 4;
  const file = newer ? "log4j2.properties" : "log4j.properties";
  return {
    file,
    text: newer ? log4j2(volume) : log4j(volume),
    option: newer
      ? `-Dlog4j2.configurationFile=${folders.configuration}/${file}`
      : `-Dlog4j.configuration=file:${folders.configuration}/${file}`,
  };
}

/** Rotated files that each of the two logs keeps, so that both together fill at most four fifths of the volume. */
function filesOf(volume: number): number {
  return Math.max(1, Math.floor((volume * 1024 * 0.8) / 2 / fileSize) - 1);
}

const pattern = "[%d] %p %m (%c)%n";

function log4j(volume: number | undefined): string {
  const toFile = (name: string, path: string) => `
log4j.appender.${name}=org.apache.log4j.RollingFileAppender
log4j.appender.${name}.File=${folders.kafkaLogs}/${path}
log4j.appender.${name}.MaxFileSize=${fileSize}MB
log4j.appender.${name}.MaxBackupIndex=${filesOf(volume ?? 0)}
log4j.appender.${name}.layout=org.apache.log4j.PatternLayout
log4j.appender.${name}.layout.ConversionPattern=${pattern}
`;
  return `log4j.rootLogger=INFO, stdout${volume === undefined ? "" : ", server"}

log4j.appender.stdout=org.apache.log4j.ConsoleAppender
log4j.appender.stdout.layout=org.apache.log4j.PatternLayout
log4j.appender.stdout.layout.ConversionPattern=${pattern}
${volume === undefined ? "" : `${toFile("server", "server.log")}${toFile("audit", "authorizer.log")}`}
${Object.entries(levels)
  .map(([logger, level]) => `log4j.logger.${logger}=${level}\n`)
  .join("")}
# Who was refused what
log4j.logger.${auditLogger}=INFO, stdout${volume === undefined ? "" : ", audit"}
log4j.additivity.${auditLogger}=false
`;
}

function log4j2(volume: number | undefined): string {
  const toFile = (name: string, path: string) => `
appender.${name}.type=RollingFile
appender.${name}.name=${name}
appender.${name}.fileName=${folders.kafkaLogs}/${path}
appender.${name}.filePattern=${folders.kafkaLogs}/${path}.%i
appender.${name}.layout.type=PatternLayout
appender.${name}.layout.pattern=${pattern}
appender.${name}.policy.type=SizeBasedTriggeringPolicy
appender.${name}.policy.size=${fileSize}MB
appender.${name}.strategy.type=DefaultRolloverStrategy
appender.${name}.strategy.max=${filesOf(volume ?? 0)}
`;
  return `rootLogger.level=INFO
rootLogger.appenderRef.stdout.ref=stdout
${volume === undefined ? "" : "rootLogger.appenderRef.server.ref=server\n"}
appender.stdout.type=Console
appender.stdout.name=stdout
appender.stdout.layout.type=PatternLayout
appender.stdout.layout.pattern=${pattern}
${volume === undefined ? "" : `${toFile("server", "server.log")}${toFile("audit", "authorizer.log")}`}
${Object.entries(levels)
  .map(([logger, level], index) => `logger.l${index}.name=${logger}\nlogger.l${index}.level=${level}\n`)
  .join("")}
# Who was refused what
logger.audit.name=${auditLogger}
logger.audit.level=INFO
logger.audit.additivity=false
logger.audit.appenderRef.stdout.ref=stdout
${volume === undefined ? "" : "logger.audit.appenderRef.audit.ref=audit\n"}`;
}
