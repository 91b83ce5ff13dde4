import { certificateLogin } from "../../administrator.js";
import type { KafkaFacts } from "../../facts.js";

/** The Job's listener, from the Kafka and the spec. */
interface Choice<Listener> {
  readonly kafka: {
    readonly listeners: readonly [Listener, ...Listener[]];
    readonly adminCertificate?: KafkaFacts["adminCertificate"];
  };
  readonly topicsJob?: { readonly settings: { readonly listener?: string | undefined } } | undefined;
}

/**
 * The Job's listener: the listener in the spec, else the listener for the administrator's certificate, else the first whose
 * credentials the Job has.
 */
export function listenerOf<Listener extends Pick<KafkaFacts["listeners"][0], "name">>({
  kafka,
  topicsJob,
}: Choice<Listener>): Listener {
  const { listeners } = kafka;
  const wanted = topicsJob?.settings.listener;
  return (
    listeners.find(({ name }) => name === wanted) ??
    certificateLogin(kafka)?.listener ??
    listeners.find(({ name }) => name !== "mtls") ??
    listeners[0]
  );
}
