import { codeSpan, type DescribePart, defineComponent, provide, type Summary } from "@streamform/core";
import { kafka } from "../../../kafka/kafka.js";
import { checks } from "./checks.js";
import { provideKafka } from "./provide-kafka.js";
import { externalKafkaSpec } from "./spec.js";
import { uses } from "./uses.js";

/** An existing Kafka. All components that use a Kafka work with it. */
export const externalKafka = defineComponent({
  name: "external-kafka",
  title: "External Kafka",
  spec: externalKafkaSpec,
  uses,
  provides: [provide(kafka, provideKafka)],
  checks,
  summary,
  diagram: () => ({ nodes: [{ id: "kafka", label: "Existing Kafka" }], edges: [] }),
});

function summary(part: DescribePart<typeof externalKafkaSpec, typeof uses>): Summary {
  const { version, brokers, listeners } = provideKafka(part);
  const { certificates } = part.uses;
  const { scram, plain } = part.spec.listeners;
  const administrators = [scram, plain].flatMap((listener) => listener?.administrator?.secretsManager ?? []);
  return {
    facts: [
      { label: "Kafka", value: `${version}, ${brokers} brokers, not created here` },
      { label: "Listeners", value: listeners.map(({ name }) => name).join(", ") },
    ],
    endpoints: listeners.map(({ name, protocol, mechanism, bootstrapServers }) => ({
      name: `Kafka (${name})`,
      protocol: mechanism === undefined ? protocol : `${protocol} ${mechanism}`,
      address: bootstrapServers,
    })),
    preconditions: [
      {
        title: "The Kafka cluster",
        text: "Runs with the listeners in the spec, and pods of the environment can reach its brokers. The administrator in the spec may create topics and grant rights.",
      },
      ...[...new Map(listeners.flatMap(({ trust }) => (trust ? [[trust.secret, trust] as const] : []))).values()].map(
        ({ secret, key }) => ({
          title: `The Secret ${codeSpan(secret)}`,
          text: `Is in the environment's namespace. Its key ${codeSpan(key)} has the CA's certificate, in PEM, that signs the brokers' certificates.`,
        }),
      ),
      ...(administrators.length > 0
        ? [
            {
              title: `The administrator's credentials in ${administrators.map(codeSpan).join(" and ")}`,
              text: "Are in Secrets Manager, as JSON with the keys `username` and `password`.",
            },
          ]
        : []),
      ...(part.spec.listeners.mtls && certificates
        ? [
            {
              title: `The CA of the ${certificates.issuer.kind} ${codeSpan(certificates.issuer.name)}`,
              text: "The brokers trust it: it signs the users' certificates.",
            },
          ]
        : []),
    ],
  };
}
