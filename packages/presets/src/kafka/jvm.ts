import { loggingOf } from "./logging.js";
import { exporterFile, exporterText, type Jvm } from "./metrics/rules.js";

interface Options {
  /** Version of Kafka in the image, and where the image has the exporter's agent. */
  readonly programs: { readonly kafka: string; readonly jmxExporter: string };
  /** MiB. */
  readonly heap: number;
  readonly metrics: { readonly port: number; readonly of: Jvm };
  /** What the names of its variables begin with. Default: `KAFKA`. */
  readonly prefix?: string;
}

/**
 * Variables and files with which a start script runs a JVM: its heap, its log, and the agent that serves metrics.
 *
 * @param folder path of the process's files
 */
export function jvmOf(folder: string, { programs, heap, metrics, prefix = "KAFKA" }: Options) {
  const logging = loggingOf(programs.kafka);
  return {
    environment: {
      JMX_EXPORTER: programs.jmxExporter,
      METRICS_PORT: metrics.port,
      METRICS_FILE: exporterFile,
      [`${prefix}_HEAP_OPTS`]: `-Xms${heap}m -Xmx${heap}m`,
      [`${prefix}_LOG4J_OPTS`]: `${logging.option}${folder}/${logging.file}`,
      LOG_DIR: "/tmp",
    },
    files: { [exporterFile]: exporterText(metrics.of), [logging.file]: logging.text },
  };
}
