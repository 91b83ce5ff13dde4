import type { FilesPart } from "@streamform/core";
import { secretName } from "./secret-name.js";
import type { secretsSpec } from "./spec.js";

const template = new URL("./templates/set-values.sh.hbs", import.meta.url);

/** The script that gives values to the secrets that have none. */
export function files({ spec, environment, name, file, render }: FilesPart<typeof secretsSpec>): void {
  const secrets = Object.entries(spec.entries)
    .map(([entry, secret]) => ({
      command: commands[secret.kind],
      drawn: secret.kind !== "manual",
      name: secretName(name, entry, secret.kind),
      username: secret.kind === "msk-scram" ? (secret.username ?? entry) : "",
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { accountId, region } = environment.aws;
  file("set-values.sh", render(template, { environment: environment.name, accountId, region, secrets }), {
    executable: true,
  });
}

/** Function of the script for each kind of secret. */
const commands = { "msk-scram": "user", password: "password", manual: "manual" } as const;
