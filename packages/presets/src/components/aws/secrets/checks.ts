import { defineCheck } from "@streamform/core";
import type { secretsSpec } from "./spec.js";

export const sameUsername = defineCheck<typeof secretsSpec>({
  code: "SF2501",
  title: "Two secrets for one Kafka user",
  severity: "error",
  because:
    "MSK keeps one password for each user. The secret that it reads last wins, and clients with the other password cannot log in.",
  instead: "Give each entry its own user name, or let the clients share one entry.",
  source: "Amazon MSK developer guide, sign-in credentials authentication",
  run: ({ spec, at }) => {
    const owners = new Map<string, string>();
    return Object.entries(spec.entries).flatMap(([entry, secret]) => {
      if (secret.kind !== "msk-scram") return [];
      const username = secret.username ?? entry;
      const owner = owners.get(username);
      owners.set(username, owner ?? entry);
      return owner === undefined
        ? []
        : [at(["entries", entry], `${entry} and ${owner} both hold the password of ${username}`)];
    });
  },
});
