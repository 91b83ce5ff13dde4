import type { Kafka } from "../../kafka/kafka.js";

/** What the Job is told of its listener, by whoever runs the brokers and by the spec. */
interface Choice<Listener> {
  readonly kafka: { readonly listeners: readonly [Listener, ...Listener[]] };
  readonly topicsJob?: { readonly settings: { readonly listener?: string | undefined } } | undefined;
}

/**
 * The listener that the Job uses: the one that the spec names, else the first that asks for nothing that the Job has not: it has no
 * certificate.
 */
export function listenerOf<Listener extends Pick<Kafka["listeners"][0], "name">>({
  kafka: { listeners },
  topicsJob,
}: Choice<Listener>): Listener {
  const wanted = topicsJob?.settings.listener;
  return listeners.find(({ name }) => name === wanted) ?? listeners.find(({ name }) => name !== "mtls") ?? listeners[0];
}
