import { describe, expect, it } from "vitest";
import { skipped, topic, useKafka } from "./topics-apply.js";

/** What the script does to topics, with the tools and the brokers of two versions. */
export function appliesTopics(versions: { readonly tools: string; readonly brokers: string }): void {
  describe.skipIf(skipped)(
    `apply-topics.sh with the tools of Kafka ${versions.tools} and brokers of ${versions.brokers}`,
    () => {
      const kafka = useKafka(versions);
      const { apply } = kafka;
      const alike = versions.tools === versions.brokers;

      it("creates topics with their configuration, and changes nothing the second time", async () => {
        const lines = [
          topic("new.a", 3, 1, "keep", "cleanup.policy=compact, delete", "min.cleanable.dirty.ratio=1"),
          topic("new.b", 1, 1, "keep"),
        ];
        const first = await apply(lines);
        expect(first).toMatchObject({ code: 0, stderr: "" });
        expect(first.lines).toContain("created new.a (3 partitions, factor 1)");
        expect(kafka.configOf("new.a")).toEqual(["cleanup.policy=compact,delete", "min.cleanable.dirty.ratio=1.0"]);
        expect(await apply(lines)).toEqual({
          code: 0,
          lines: ["unchanged 2", "summary: created 0 changed 0 deleted 0 unchanged 2 refused 0 failed 0"],
          stderr: "",
        });
      });

      it("alters partitions and configuration, but no throttle and no topic with a similar name", async () => {
        kafka.create(
          "a.b",
          2,
          "retention.ms=1000000",
          "segment.bytes=2000000",
          "leader.replication.throttled.replicas=*",
        );
        kafka.create("a-b", 2, "retention.ms=1000000");
        const lines = [topic("a.b", 4, 1, "keep", "retention.ms=2000000")];
        const changes = [
          "changed a.b: partitions 2 → 4",
          "changed a.b: retention.ms 1000000 → 2000000",
          "changed a.b: segment.bytes 2000000 → default",
        ];
        const dry = await apply(lines, { dryRun: true });
        expect(dry.lines.slice(0, 3)).toEqual(changes.map((line) => `would have ${line}`));
        expect(kafka.configOf("a.b")).toContain("retention.ms=1000000");
        const run = await apply(lines);
        expect(run.code).toBe(0);
        expect(run.lines.slice(0, 3)).toEqual(changes);
        expect(kafka.configOf("a.b")).toEqual(["leader.replication.throttled.replicas=*", "retention.ms=2000000"]);
        expect(kafka.configOf("a-b")).toEqual(["retention.ms=1000000"]);
        expect(kafka.kafka("kafka-topics", ["--describe", "--topic", "a-b"])).toContain("PartitionCount: 2");
      });

      // No configuration of a topic's takes free text: the broker's refusal is where a value can be seen as it arrived (trimmed).
      it("carries any printable characters to the broker unharmed", async () => {
        const values = [` two  words 'single' "double"`, "a=b,c=[d] #!:*?", "$HOME $(id) `id` \\ \\n \\u0041"];
        const lines = values.map((value, index) =>
          topic(`odd-${index}`, 1, 1, "keep", "retention.ms=1000000", `message.timestamp.type=${value}`),
        );
        // A tool that logs all it does must not make a refusal look like something that passes.
        const run = await apply(lines, { env: { KAFKA_LOG: "info" } });
        expect(run).toMatchObject({ code: 1, stderr: "" });
        for (const [index, value] of values.entries()) {
          const line = run.lines.find((text) => text.startsWith(`failed odd-${index}: created, but without`));
          expect(line).toContain(`Invalid value ${value.trim()} for configuration message.timestamp.type`);
        }
        expect(kafka.configOf("odd-0")).toEqual(["retention.ms=1000000"]);
      });

      it.runIf(alike)("names what cannot be altered, applies the rest, and exits with 3", async () => {
        kafka.create("fixed-1", 4);
        kafka.create("fixed-2", 4);
        const run = await apply([
          topic("fixed-1", 6, 2, "keep", "retention.ms=2000000"),
          topic("fixed-2", 3, 1, "keep"),
          topic("fixed-3", 1, 1, "keep"),
        ]);
        expect(run.code).toBe(3);
        expect(run.lines).toEqual([
          "changed fixed-1: partitions 4 → 6",
          "changed fixed-1: retention.ms default → 2000000",
          "refused fixed-1: replication factor is 1, wanted 2: move replicas with kafka-reassign-partitions.sh",
          "refused fixed-2: partitions are 4, wanted 3: Kafka removes no partitions, create a new topic and move its clients there",
          "created fixed-3 (1 partitions, factor 1)",
          "unchanged 0",
          "summary: created 1 changed 1 deleted 0 unchanged 0 refused 2 failed 0",
        ]);
      });

      it("deletes only what an earlier run knew as to be deleted and the file no longer lists", async () => {
        const env = { REGISTRY_TOPIC: kafka.newRegistry() };
        kafka.create("gone-a", 1);
        const stays = topic("stays", 1, 1, "keep");
        const first = await apply(
          [topic("gone.a", 1, 1, "delete"), topic("kept", 1, 1, "keep"), topic("reprieved", 1, 1, "delete"), stays],
          { env },
        );
        expect(first.code).toBe(0);
        expect(first.lines).toContain("registered gone.a: deleted once the file no longer lists it");
        const second = await apply([topic("gone.a", 1, 1, "delete"), topic("reprieved", 1, 1, "keep"), stays], { env });
        expect(second.lines[0]).toBe("released reprieved: kept once the file no longer lists it");
        const dry = await apply([stays], { env, dryRun: true });
        expect(dry.lines.slice(0, 2)).toEqual(["would have deleted gone.a", "unchanged 1"]);
        expect(kafka.topics()).toContain("gone.a");
        const third = await apply([stays], { env });
        expect(third.lines.slice(0, 2)).toEqual(["deleted gone.a", "unchanged 1"]);
        const topics = kafka.topics();
        expect(topics).toEqual(expect.arrayContaining(["gone-a", "kept", "reprieved", "stays", env.REGISTRY_TOPIC]));
        expect(topics).not.toContain("gone.a");
        expect((await apply([stays], { env })).lines[0]).toBe("unchanged 1");
      });

      it.runIf(alike)(
        "never deletes internal topics nor the registry, and takes no pattern from the registry",
        async () => {
          const env = { REGISTRY_TOPIC: kafka.newRegistry() };
          const { REGISTRY_TOPIC: registry } = env;
          kafka.create("__internal", 1);
          kafka.create("bystander", 1);
          const victim = topic("victim", 1, 1, "delete");
          await apply([topic("__internal", 1, 1, "delete"), victim], { env });
          const producer = ["--topic", registry, "--sync", "--property", "parse.key=true"];
          kafka.kafka("kafka-console-producer", producer, `__internal\tdelete\n${registry}\tdelete\n.*\tdelete\n`);
          const run = await apply([], { env });
          expect(run).toMatchObject({ code: 0, stderr: "" });
          expect(run.lines[0]).toBe("deleted victim");
          expect(run.lines[1]).toBe("unchanged 0");
          expect(kafka.topics()).toEqual(expect.arrayContaining(["__internal", "bystander", registry]));
        },
      );
    },
  );
}
