/** G1 with the pauses and thresholds that Kafka's own start script chooses, written out so that a small container gets them as well. */
const collector = [
  "-server",
  "-XX:+UseG1GC",
  "-XX:MaxGCPauseMillis=20",
  "-XX:InitiatingHeapOccupancyPercent=35",
  "-XX:+ExplicitGCInvokesConcurrent",
  "-XX:+ExitOnOutOfMemoryError",
  "-Djava.awt.headless=true",
].join(" ");

/**
 * How the server's JVM is set up. Only the start script hands these on under the names that Kafka's own scripts read: a tool that somebody
 * starts in the pod would else take the server's heap and write into its logs.
 *
 * @param heap MiB
 * @param logs folder for log files, where the process has a volume for them
 */
export function javaVariables({
  heap,
  logOption,
  logs,
}: {
  heap: number;
  logOption: string;
  logs?: string | undefined;
}): Readonly<Record<string, string>> {
  return {
    SERVER_HEAP_OPTS: `-Xms${heap}m -Xmx${heap}m`,
    SERVER_PERFORMANCE_OPTS: collector,
    SERVER_LOG4J_OPTS: logOption,
    // A blank keeps the start script from writing a log of the collector where nobody rotates it.
    SERVER_GC_LOG_OPTS: logs === undefined ? " " : `-Xlog:gc*:file=${logs}/gc.log:time,tags:filecount=10,filesize=10M`,
    LOG_DIR: logs ?? "/tmp",
  };
}
