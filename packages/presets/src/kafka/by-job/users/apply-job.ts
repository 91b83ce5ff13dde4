import type { KubernetesPart } from "@streamform/core";
import type { User, Users } from "../../../components/clients/users/spec.js";
import { job } from "../../../process/kubernetes/job.js";
import type { Process } from "../../../process/process.js";
import { administratorOf } from "../../administrator.js";
import type { KafkaFacts } from "../../facts.js";
import { clientLogin } from "../../login.js";
import { propertiesOf } from "../../properties.js";
import { toolsFiles, toolsProcess } from "../../tools-job.js";
import { withPassword } from "./passwords.js";
import { usersFile } from "./users-file.js";

export type ApplyPart = Pick<KubernetesPart, "chart" | "env" | "asset" | "secret"> & {
  readonly uses: { readonly kafka: KafkaFacts };
};

export interface Apply {
  /** What the names of its objects begin with. */
  readonly name: string;
  /** Name for people: `users Job`. */
  readonly title: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly users: Users;
  /** Topic in which it remembers what it may delete; empty where it deletes nothing. */
  readonly registry: string;
  /** Whether Kafka keeps the passwords, so that the Job sets them; else they are let alone. */
  readonly setsPasswords: boolean;
}

const passwords = "/etc/streamform/passwords";

/** Name of the Secret that the Job logs in by, where its administrator has a password. */
function secretOf({ name }: Pick<Apply, "name">): string {
  return `${name}-client`;
}

/** The Job that applies users to the brokers, as an administrator. */
export function applyUsers(part: ApplyPart, apply: Apply): void {
  const administrator = administratorOf(part.uses.kafka, secretOf(apply));
  if (administrator?.secret) part.secret(administrator.secret.name, administrator.secret.data);
  const brought = withPassword(apply.users).map((name) => apply.users[name]?.password ?? null);
  job(part, applyProcess(part.uses.kafka, apply), [brought, part.uses.kafka.admin ?? null]);
}

/** The same as a process. */
export function applyProcess(
  kafka: KafkaFacts,
  apply: Pick<Apply, "name" | "title" | "labels"> & Partial<Apply>,
): Process {
  const { name, title, labels, users = {}, registry = "", setsPasswords = false } = apply;
  return toolsProcess(kafka, { name, title, labels }, () => {
    const administrator = administratorOf(kafka, secretOf(apply));
    if (!administrator) return undefined; // SF2932 says so
    const scram = kafka.listeners.find(({ name: listener }) => listener === "scram");
    const withPasswords = setsPasswords && scram ? withPassword(users) : [];
    const tried = scram && withPasswords.length > 0 ? clientLogin(scram, { authentication: "none" }) : undefined;
    return {
      administrator,
      script: new URL("./templates/apply-users.sh", import.meta.url),
      files: {
        ...(tried ? { "login.properties": propertiesOf(tried.settings) } : {}),
        "users.tsv": administratorLines(kafka) + usersFile(users),
      },
      environment: {
        ...(scram && tried
          ? {
              LOGIN_BOOTSTRAP_SERVERS: scram.bootstrapServers,
              LOGIN_CLIENT_CONFIG: `${toolsFiles}/login.properties`,
              PASSWORDS_DIR: passwords,
            }
          : {}),
        ...(setsPasswords ? {} : { PASSWORDS: "elsewhere" }),
        USERS_FILE: `${toolsFiles}/users.tsv`,
        REGISTRY_TOPIC: registry,
      },
      folders: tried
        ? [
            {
              name: "passwords",
              path: passwords,
              secrets: withPasswords.map((user) => ({ secret: user, keys: { password: user } })),
            },
            ...tried.folders,
          ]
        : [],
    };
  });
}

/**
 * The administrator's own rights, where it is no super user: they come first, since with the first rule about the cluster nobody else may make rules.
 */
function administratorLines({ administratorWithoutRights: name }: KafkaFacts): string {
  if (name === undefined) return "";
  const all = (["topic", "group", "transactional-id"] as const).map((resource) => ({
    ...everything,
    resource,
    name: "*",
  }));
  const acls: User["acls"] = {
    produce: [],
    consume: [],
    process: [],
    rules: [{ ...everything, resource: "cluster" }, ...all],
  };
  return usersFile({
    [name]: {
      authentication: "scram-sha-512",
      acls,
      quotas: {},
      onRemove: "keep",
      serviceAccounts: {},
      namespaces: [],
    },
  });
}

const everything: { permission: "allow"; host: string; operations: ["All"] } = {
  permission: "allow",
  host: "*",
  operations: ["All"],
};
