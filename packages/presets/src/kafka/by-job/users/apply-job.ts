import type { KubernetesPart } from "@streamform/core";
import type { User, Users } from "../../../components/clients/users/spec.js";
import { job } from "../../../process/kubernetes/job.js";
import type { Process } from "../../../process/process.js";
import { administratorOf } from "../../administrator.js";
import type { KafkaFacts } from "../../facts.js";
import { iamLibrary } from "../../iam/library.js";
import { clientLogin, provider } from "../../login.js";
import { propertiesOf } from "../../properties.js";
import { toolsImage, toolsUser } from "../../tools-job.js";
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

const files = "/etc/streamform/files";
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

/** The same as a process; nobody connects to it. */
export function applyProcess(
  kafka: KafkaFacts,
  apply: Pick<Apply, "name" | "title" | "labels"> & Partial<Apply>,
): Process {
  const { name, title, labels, users = {}, registry = "", setsPasswords = false } = apply;
  return {
    name,
    title,
    labels,
    given: { cpu: 0.1, memory: 768 },
    runs: () => {
      const administrator = administratorOf(kafka, secretOf(apply));
      if (!administrator) return undefined; // SF2932 says so
      const login = clientLogin(administrator.listener, administrator.credentials);
      const image = toolsImage(kafka);
      const library = iamLibrary(administrator.credentials.authentication, image, files);
      const scram = kafka.listeners.find(({ name: listener }) => listener === "scram");
      const withPasswords = setsPasswords && scram ? withPassword(users) : [];
      const tried = scram && withPasswords.length > 0 ? clientLogin(scram, { authentication: "none" }) : undefined;
      const { runAsUser: uid, runAsGroup: gid, fsGroup: filesGid } = toolsUser(kafka);
      return {
        user: { uid, gid, filesGid },
        before: library.before,
        program: {
          name: "apply-users",
          image,
          command: ["bash", `${files}/apply-users.sh`],
          environment: {
            KAFKA_BOOTSTRAP_SERVERS: administrator.listener.bootstrapServers,
            KAFKA_CLIENT_CONFIG: `${files}/client.properties`,
            ...(scram && tried
              ? {
                  LOGIN_BOOTSTRAP_SERVERS: scram.bootstrapServers,
                  LOGIN_CLIENT_CONFIG: `${files}/login.properties`,
                  PASSWORDS_DIR: passwords,
                }
              : {}),
            ...(setsPasswords ? {} : { PASSWORDS: "elsewhere" }),
            USERS_FILE: `${files}/users.tsv`,
            REGISTRY_TOPIC: registry,
            KAFKA_HEAP_OPTS: "-Xms64m -Xmx256m",
            LOG_DIR: "/tmp/logs",
            ...library.environment,
          },
        },
        folders: [
          {
            name: "files",
            path: files,
            files: {
              "apply-users.sh": new URL("./templates/apply-users.sh", import.meta.url),
              "client.properties": propertiesOf({ ...provider, ...login.settings }),
              ...(tried ? { "login.properties": propertiesOf(tried.settings) } : {}),
              "users.tsv": administratorLines(kafka) + usersFile(users),
              ...library.files,
            },
          },
          ...(tried
            ? [
                {
                  name: "passwords",
                  path: passwords,
                  secrets: withPasswords.map((user) => ({ secret: user, keys: { password: user } })),
                },
              ]
            : []),
          ...login.folders,
          // The CA of the listener that passwords are tried at, where the administrator's has none.
          ...(tried?.folders ?? []).filter((folder) => !login.folders.some((own) => own.name === folder.name)),
          ...library.folders,
          { name: "tmp", path: "/tmp", scratch: 64 },
        ],
      };
    },
  };
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
    [name]: { authentication: "scram-sha-512", acls, quotas: {}, onRemove: "keep", serviceAccounts: {} },
  });
}

const everything: { permission: "allow"; host: string; operations: ["All"] } = {
  permission: "allow",
  host: "*",
  operations: ["All"],
};
