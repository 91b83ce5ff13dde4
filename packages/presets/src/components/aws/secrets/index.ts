import { type CostLine, defineComponent, type SecretReference } from "@streamform/core";
import { isProtected } from "../../../aws/deletion-protection.js";
import { price } from "../../../versions/prices.js";
import { sameUsername } from "./checks.js";
import { files } from "./files.js";
import { secretName } from "./secret-name.js";
import { secretsSpec } from "./spec.js";
import { terraform } from "./terraform.js";

/** Entries of Secrets Manager: Terraform makes them, a person's script fills them. */
export const secrets = defineComponent({
  name: "secrets",
  title: "Secrets",
  spec: secretsSpec,
  exports: ({ spec, name }) => ({
    /** Where each entry's value is to be found; that of a Kafka user has the keys `username` and `password`. */
    references: Object.fromEntries(
      Object.entries(spec.entries).map(([entry, { kind }]): [string, SecretReference] => [
        entry,
        { secretsManager: secretName(name, entry, kind) },
      ]),
    ),
    /** What the names of all entries begin with. */
    prefixes: [secretName(name, "", "password"), secretName(name, "", "msk-scram")].map((whole) => `${whole}-`),
    /** Names that Kafka users log in with, by entry. */
    usernames: Object.fromEntries(
      Object.entries(spec.entries).flatMap(([entry, settings]) =>
        settings.kind === "msk-scram" ? [[entry, settings.username ?? entry] as const] : [],
      ),
    ),
    /** Entries that hold Kafka users. */
    kafkaUsers: Object.keys(spec.entries).filter((entry) => spec.entries[entry]?.kind === "msk-scram"),
  }),
  terraform,
  files,
  checks: [sameUsername],
  summary: ({ spec, environment }) => ({
    facts: [{ label: "Secrets", value: String(Object.keys(spec.entries).length) }],
    steps: [
      ...(isProtected(spec, environment)
        ? [
            {
              when: "teardown",
              title: "Turn off the protection of the secrets",
              text: "Terraform refuses to destroy their key. Write `secrets.deletionProtection: false` and apply `terraform/secrets`.",
            } as const,
          ]
        : []),
      {
        when: "after",
        title: "Give the secrets their values",
        text: "Sets a random password for every secret that has no value yet, and never prints it. Lists the secrets that only a person can fill. With `--rotate SECRET` it gives one secret a new password. Run it before you apply anything that reads the secrets.",
        commands: [`${environment.delivery.path}/${environment.name}/hosts/secrets/set-values.sh`],
      },
    ],
  }),
  cost: ({ spec, environment }): CostLine[] => {
    const { region } = environment.aws;
    return [
      {
        item: "Secrets",
        quantity: Object.keys(spec.entries).length,
        unit: "secret-month",
        price: price(region, "secretsManager.secret")?.usd,
      },
      { item: "Key of the secrets", quantity: 1, unit: "key-month", price: price(region, "kms.key")?.usd },
    ];
  },
  diagram: () => ({ nodes: [{ id: "secrets", label: "Secrets Manager", group: "AWS" }], edges: [] }),
});
