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
  because: "The user cannot do what it is there for: the brokers know no such topic, or refuse the one that was meant.",
  instead: "Correct the name, add the topic under `topics`, or say with `ignore` who else makes it.",
  run: ({ spec, uses: { topics }, at }) =>
    Object.entries(spec).flatMap(([name, user]) =>
      writtenTopics(user).flatMap(({ text, path }) => {
        const pattern = patternOf(text);
        if (topics === undefined || topics.names.some((topic) => matches(pattern, topic))) return [];
        const unknown = unknownTopic(pattern.name, topics.names);
        const own = internalTopicsOf(name, user).some(({ name: begin }) => pattern.name.startsWith(begin));
        return unknown === undefined || text === "*" || own
          ? []
          : [at([name, ...path], `no topic of the environment is ${text}`, unknown.hint)];
      }),
    ),
});

const noRights = defineCheck<Spec, Uses>({
  code: "SF2922",
  title: "A user that may do nothing",
  severity: "warning",
  because: "It can log in, and every request after that is refused.",
  instead: "Say under `acls` what it is for, or remove it.",
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
    "Of two producers with one transactional id the later one fences the earlier one off, in the middle of its transaction. One user could stop the other's, by mistake or not.",
  instead: "Give each user ids of its own, under `acls.transactionalIds`.",
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
  title: "Two users whose consumer groups begin alike",
  severity: "warning",
  because:
    "The one may join the other's groups, take partitions from its consumers and commit offsets for them. By default a user has all groups that begin with its name, and so those of another one whose name begins so too.",
  instead:
    "Name the groups under `acls.groups`. A group that users are meant to share is no slip: name it as a whole at each of them.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup and OffsetCommit",
  run: ({ spec, at }) => {
    // Whoever writes a star alone means all groups, those of others among them.
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
  title: "A user that reads and may use no consumer group",
  severity: "warning",
  because:
    "A consumer that subscribes joins a group, and is refused. Only one that assigns partitions to itself and keeps its offsets elsewhere needs none.",
  instead: "Name its groups under `acls.groups`, or leave that out for those that begin with the user's name.",
  source: "Apache Kafka documentation, Operations and Resources on Protocols: JoinGroup",
  run: ({ spec, at }) =>
    Object.entries(spec).flatMap(([name, user]) => {
      const { consume, process, groups } = user.acls;
      const may = accessRules(name, user).some(
        ({ resource, permission }) => resource === "group" && permission === "allow",
      );
      return groups !== undefined && consume.length + process.length > 0 && !may
        ? [at([name, "acls", "groups"], `${name} reads topics, and no group is its own`)]
        : [];
    }),
});

const everyTopic = defineCheck<Spec, Uses>({
  code: "SF2925",
  title: "A right on everything in production",
  severity: "warning",
  because: "It holds for every topic that is ever made, and whoever has the user's password has all of them.",
  instead: "Name the topics, or what their names begin with.",
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
            text === "*" && !denied(path) ? [at([name, ...path], `${name} has a right on all of them`)] : [],
          );
        }),
});

const processorOwnsTopics = defineCheck<Spec, Uses>({
  code: "SF2929",
  title: "A stream processor to whom other topics belong",
  severity: "error",
  because:
    "A stream processor makes and deletes topics whose names begin as its groups' do. Topics of the environment begin so too: it could delete them, and their data.",
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
    "Alter on the cluster lets it give itself and others any right, and ClusterAction lets it pose as a broker: all other rules are without meaning for it.",
  instead: "Give it only what it needs on topics and groups; administrators have a certificate.",
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
