import type { FilesPart } from "@streamform/core";
import { clientVersions } from "../../../versions/client-libraries.js";
import { podData } from "./pods.js";
import { kafkaData, listenerData, propertiesFiles } from "./settings.js";
import { type kafkaClientsSpec, namesOf } from "./spec.js";
import type { uses } from "./uses.js";

/** Files of each language's programs; the template of each has the same path, with `.hbs`. */
const programs = {
  python: ["requirements.txt", "settings.py", "producer.py", "consumer.py"],
  java: [
    "pom.xml",
    "src/main/resources/application.yaml",
    ...["Application", "DeadLetters", "EventListener", "EventProducer"].map(
      (type) => `src/main/java/com/example/kafka/${type}.java`,
    ),
  ],
  nodejs: ["package.json", "settings.js", "producer.js", "consumer.js"],
  go: ["go.mod", "settings/settings.go", "producer/main.go", "consumer/main.go"],
} as const satisfies Record<string, readonly string[]>;

export function files({
  spec,
  uses: { kafka, schemaRegistry },
  environment,
  file,
  render,
}: FilesPart<typeof kafkaClientsSpec, typeof uses>): void {
  const names = namesOf(spec);
  const template = (path: string) => new URL(`./templates/${path}.hbs`, import.meta.url);
  for (const [name, content] of Object.entries(propertiesFiles(kafka, schemaRegistry, names.group, render)))
    file(`properties/${name}`, content);

  const listener = kafka.listeners.find(({ name }) => name === spec.listener) ?? kafka.listeners[0];
  const data = {
    ...names,
    ...kafkaData(kafka),
    ...listenerData(listener),
    region: environment.aws.region,
    versions: clientVersions,
  };
  for (const [language, paths] of Object.entries(programs)) {
    if (!spec.languages[language as keyof typeof programs]) continue;
    for (const path of paths) file(`${language}/${path}`, render(template(`${language}/${path}`), data));
  }

  const listeners = kafka.listeners.map(({ name }) => name);
  const has = { scram: listeners.includes("scram"), mtls: listeners.includes("mtls"), iam: listeners.includes("iam") };
  const { name, kubernetes } = environment;
  file(
    "README.md",
    render(template("README.md"), {
      ...data,
      environment: name,
      namespace: kubernetes.namespace,
      listeners,
      has,
      languages: spec.languages,
      schemaRegistry,
      programs: Object.values(spec.languages).includes(true),
      ...podData(kafka, listener),
    }),
  );
}
