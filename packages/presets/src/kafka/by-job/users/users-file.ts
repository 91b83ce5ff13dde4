import { accessRules } from "../../../components/clients/users/access-rules.js";
import type { User, Users } from "../../../components/clients/users/spec.js";

/** The users as `apply-users.sh` reads them: a line each for the user, its quotas and its rules, tab separated, in a stable order. */
export function usersFile(users: Users): string {
  return Object.keys(users)
    .sort()
    .flatMap((name) => {
      const user = users[name];
      return user ? linesOf(name, user) : [];
    })
    .map((fields) => `${fields.join("\t")}\n`)
    .join("");
}

function linesOf(name: string, user: User): readonly (readonly string[])[] {
  return [
    ["user", name, user.authentication, user.onRemove],
    ...Object.entries(quotasOf(user)).map(([key, value]) => ["quota", name, key, String(value)]),
    ...accessRules(name, user).map(({ permission, resource, pattern, host, operations }) => [
      "acl",
      name,
      permission,
      resource,
      pattern.kind,
      pattern.name,
      host,
      operations.join(","),
    ]),
  ];
}

/** Quotas by Kafka's keys. */
function quotasOf({ quotas: { produce, consume, requestPercentage } }: User): Readonly<Record<string, number>> {
  return {
    ...(consume === undefined ? {} : { consumer_byte_rate: consume }),
    ...(produce === undefined ? {} : { producer_byte_rate: produce }),
    ...(requestPercentage === undefined ? {} : { request_percentage: requestPercentage }),
  };
}
