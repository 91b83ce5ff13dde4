import { defineCheck } from "@streamform/core";
import { unknownTopic } from "../../../../kafka/unknown-topic.js";
import {
  accessRules,
  groupsOf,
  internalTopicsOf,
  matches,
  overlap,
  type Pattern,
  patternOf,
  transactionalIdsOf,
} from "../access-rules.js";
import type { usersSpec, WrittenUser } from "../spec.js";
import type { uses } from "../uses.js";

type Spec = typeof usersSpec;
type Uses = typeof uses;

const roles = ["produce", "consume", "process"] as const;

/** Every topic pattern that somebody wrote, with its place below the user. */
function writtenTopics({
  acls,
}: WrittenUser): readonly { readonly text: string; readonly path: readonly (string | number)[] }[] {
  return [
    ...roles.flatMap((role) => acls[role].map((text, index) => ({ text, path: ["acls", role, index] }))),
    ...acls.rules.flatMap((rule, index) =>
      rule.resource === "topic" ? [{ text: rule.name, path: ["acls", "rules", index, "name"] }] : [],
    ),
  ];
}

const noSuchTopic = defineCheck<Spec, Uses>({
  code: "SF2921",
  title: "A right on topics that the environment does not have",
  severity: "warning",
  because:
    "The user cannot do its work: the topic does not exist, or the brokers deny access to the topic that you meant.",
  instead: "Correct the name, add the topic under `topics`, or say under `ignore` who creates the topic.",
  run: ({ spec, uses: { topics }, at }) =>
    Object.entries(spec).flatMap(([name, user]) =>
      writtenTopics(user).flatMap(({ text, path }) => {
        const pattern = patternOf(text);
        if (topics === undefined || topics.names.some((topic) => matches(pattern, topic))) return [];
        const unknown = unknownTopic(pattern.name, topics.names);
        const own = internalTopicsOf(name, user).some(({ name: begin }) => pattern.name.startsWith(begin));
        return unknown === undefined || text === "*" || own
          ? []
          : [at([name, ...path], `the environment has no topic ${text}`, unknown.hint)];
      }),
    ),
});

const noRights = defineCheck<Spec, Uses>({
  code: "SF2922",
  title: "A user without rights",
  severity: "warning",
  because: "The user can log in, but the brokers deny every request.",
  instead: "Give the user rights under `acls`, or remove the user.",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([name, user]) =>
      accessRules(name, user).some(({ permission }) => permission === "allow")
        ? []
        : [at([name], `${name} has no rights`)],
    ),
});

const sharedTransactionalIds = defineCheck<Spec, Uses>({
  code: "SF2923",
  title: "Two users with the same transactional ids",
  severity: "warning",
  because:
    "If two producers use one transactional id, the later one fences the earlier one, even in the middle of a transaction. One user could stop the other's producers.",
  instead: "Give each user its own ids, under `acls.transactionalIds`.",
  source: "Apache Kafka documentation, transactional.id",
  run: ({ spec, at }) => {
    const seen: { readonly name: string; readonly pattern: Pattern }[] = [];
    return Object.entries(spec).flatMap(([name, user]) => {
      const own = transactionalIdsOf(name, user);
      const others = seen.filter(({ pattern }) => own.some((mine) => overlap(mine, pattern)));
      seen.push(...own.map((pattern) => ({ name, pattern })));
      const path = user.acls.transactionalIds === undefined ? [name] : [name, "acls", "transactionalIds"];
      return [...new Set(others.map((other) => other.name))].map((other) =>
        at(path, `${name} and ${other} may use the same transactional ids`),
      );
    });
  },
});

const overlappingGroups = defineCheck<Spec, Uses>({
  code: "SF2934",
  title: "Two users whose consumer groups share a prefix",
  severity: "warning",
  because:
    "One user can join the other's groups, take partitions from its consumers and commit offsets for them. By default a user has all groups that begin with its name, including those of a user with a longer name that begins the same.",
  instead: "Name the groups under `acls.groups`. If users should share a group, write its whole name for each of them.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup and OffsetCommit",
  run: ({ spec, at }) => {
    // A star alone means all groups, including those of other users.
    const seen: { readonly name: string; readonly pattern: Pattern }[] = [];
    return Object.entries(spec).flatMap(([name, user]) => {
      const own = groupsOf(name, user).filter((pattern) => pattern.name !== "*");
      const others = seen.filter(({ pattern }) =>
        own.some((mine) => overlap(mine, pattern) && (mine.kind === "prefixed" || pattern.kind === "prefixed")),
      );
      seen.push(...own.map((pattern) => ({ name, pattern })));
      const path = user.acls.groups === undefined ? [name] : [name, "acls", "groups"];
      return [...new Set(others.map((other) => other.name))].map((other) =>
        at(path, `${name} and ${other} may use the same consumer groups`),
      );
    });
  },
});

const readsWithoutGroup = defineCheck<Spec, Uses>({
  code: "SF2935",
  title: "A user that reads without a consumer group",
  severity: "warning",
  because:
    "A consumer that subscribes joins a group, and the brokers deny this. A consumer needs no group only if it assigns its own partitions and stores its offsets elsewhere.",
  instead:
    "Name the user's groups under `acls.groups`, or leave that out for all groups that begin with the user's name.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([name, user]) => {
      const { consume, process, groups } = user.acls;
      const may = accessRules(name, user).some(
        ({ resource, permission }) => resource === "group" && permission === "allow",
      );
      return groups !== undefined && consume.length + process.length > 0 && !may
        ? [at([name, "acls", "groups"], `${name} reads topics but may use no group`)]
        : [];
    }),
});

const everyTopic = defineCheck<Spec, Uses>({
  code: "SF2925",
  title: "A right on everything in production",
  severity: "warning",
  because: "The right covers every future topic too. Anyone with the user's password gets access to all of them.",
  instead: "Name the topics, or their prefixes.",
  run: ({ spec, environment, at }) =>
    environment.stage !== "production"
      ? []
      : Object.entries(spec).flatMap(([name, user]) => {
          const { groups = [], transactionalIds = [], rules } = user.acls;
          const denied = (path: readonly (string | number)[]) =>
            path[1] === "rules" && rules[Number(path[2])]?.permission === "deny";
          return [
            ...writtenTopics(user),
            ...groups.map((text, index) => ({ text, path: ["acls", "groups", index] })),
            ...transactionalIds.map((text, index) => ({ text, path: ["acls", "transactionalIds", index] })),
          ].flatMap(({ text, path }) =>
            text === "*" && !denied(path) ? [at([name, ...path], `${name} has a right on all topics`)] : [],
          );
        }),
});

const processorOwnsTopics = defineCheck<Spec, Uses>({
  code: "SF2929",
  title: "A stream processor with rights on other topics",
  severity: "error",
  because:
    "A stream processor creates and deletes topics with the prefixes of its groups. Topics of the environment have such a prefix, so the processor could delete them with their data.",
  instead: "Give the user another name, or name its application ids under `acls.groups`.",
  source: "Kafka Streams developer guide, manage Kafka Streams application topics",
  run: ({ spec, uses: { topics }, at }) =>
    Object.entries(spec).flatMap(([name, user]) =>
      internalTopicsOf(name, user).flatMap((pattern) => {
        const found = (topics?.names ?? []).filter((topic) => matches(pattern, topic));
        const path = user.acls.groups === undefined ? [name] : [name, "acls", "groups"];
        return found.length > 0 ? [at(path, `${name} may delete ${found.join(", ")}`)] : [];
      }),
    ),
});

/** Operations on the cluster by which one gets all others. */
const powerful: readonly string[] = ["Alter", "ClusterAction", "All"];

const administratorsRights = defineCheck<Spec, Uses>({
  code: "SF2930",
  title: "An application with an administrator's rights",
  severity: "warning",
  because:
    "With Alter on the cluster, the application can grant any right to itself and others. With ClusterAction it can act as a broker. No other rule restricts it.",
  instead:
    "Give the application only the rights that it needs on topics and groups. Administrators have a certificate.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([name, { acls }]) =>
      acls.rules.flatMap((rule, index) => {
        const found = rule.operations.find((operation) => powerful.includes(operation));
        return rule.resource === "cluster" && rule.permission === "allow" && found !== undefined
          ? [at([name, "acls", "rules", index, "operations"], `${name} has ${found} on the cluster`)]
          : [];
      }),
    ),
});

export const accessChecks = [
  noSuchTopic,
  noRights,
  sharedTransactionalIds,
  overlappingGroups,
  readsWithoutGroup,
  everyTopic,
  processorOwnsTopics,
  administratorsRights,
];
