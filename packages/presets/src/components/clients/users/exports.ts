import type { ExportsPart } from "@streamform/core";
import { appliedUsers } from "../../../kafka/by-job/users/applied.js";
import { usersFile } from "../../../kafka/by-job/users/users-file.js";
import { accessRules } from "./access-rules.js";
import type { User, usersSpec } from "./spec.js";
import type { uses } from "./uses.js";
import { otherNamespaces } from "./other-namespaces.js";
import { withLogins } from "./with-logins.js";

/** Names of the users, and where their credentials are. */
export function exports(part: ExportsPart<typeof usersSpec, typeof uses>) {
  const { environment } = part;
  const { kafka } = part.uses;
  const spec = withLogins(part.spec, kafka);
  const each = <Value>(of: (name: string, user: User) => Value): Readonly<Record<string, Value>> =>
    Object.fromEntries(Object.entries(spec).map(([name, user]) => [name, of(name, user)]));
  const registry = kafka.users.registry(environment);
  return {
    /** The users as `apply-users.sh` reads them: where an operator makes them, the script deletes none. */
    file: usersFile(
      appliedUsers(registry === undefined ? each((_, user) => ({ ...user, onRemove: "keep" as const })) : spec),
    ),
    /** Registry topic of the script, which records what it may delete; empty if it deletes nothing. */
    registry: registry ?? "",
    names: Object.keys(spec),
    /** Other namespaces that have credentials of users. */
    otherNamespaces: otherNamespaces(environment, spec),
    /** All that each may do, and may not. */
    rules: each(accessRules),
    credentials: each((name, user) => kafka.users.credentials(part, name, user)),
  };
}

export type UsersExports = ReturnType<typeof exports>;
