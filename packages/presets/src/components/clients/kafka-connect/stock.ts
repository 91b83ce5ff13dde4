/**
 * Connectors in the images of Kafka itself. The file connectors are not among them: since Kafka 3.2 their jar is on no worker's path.
 *
 * Source: Apache Kafka, org.apache.kafka.connect.mirror; kafka-run-class.sh leaves out connect-file.
 */
const stockClasses = ["MirrorSourceConnector", "MirrorCheckpointConnector", "MirrorHeartbeatConnector"].map(
  (name) => `org.apache.kafka.connect.mirror.${name}`,
);

/** Whether an image without plugins has the class: Connect knows it by its last word, too, with or without `Connector`. */
export function isStock(name: string): boolean {
  return stockClasses.some((known) => {
    const short = known.slice(known.lastIndexOf(".") + 1);
    return [known, short, short.replace(/Connector$/, "")].includes(name);
  });
}
