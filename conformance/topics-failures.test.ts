import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { impatient, skipped, topic, useKafka } from "./topics-apply.js";

const versions = ["3.5.1"];

describe.skipIf(skipped).each(versions)("apply-topics.sh when Kafka %s fails", (version) => {
  const kafka = useKafka({ tools: version, brokers: version });
  const { apply } = kafka;

  const sasl = (password: string) => ({
    KAFKA_CLIENT_CONFIG: kafka.write(
      [
        impatient,
        "security.protocol=SASL_PLAINTEXT",
        "sasl.mechanism=PLAIN",
        `sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="${password}";`,
      ].join("\n"),
    ),
  });

  it("goes on when the broker dies in the middle and comes back", async () => {
    const names = ["restart-1", "restart-2", "restart-3", "restart-4"];
    let interruption: Promise<void> | undefined;
    const interrupt = async () => {
      await kafka.broker().kill();
      await sleep(6_000);
      await kafka.broker().restart();
    };
    const run = await apply(
      names.map((name) => topic(name, 2, 1, "keep", "retention.ms=1000000")),
      {
        env: { KAFKA_CLIENT_CONFIG: kafka.write(impatient) },
        onLine: (line) => {
          if (line.startsWith("created restart-1")) interruption ??= interrupt();
        },
      },
    );
    await interruption;
    expect(run.code).toBe(0);
    expect(run.stderr).toContain("waiting 1 s for Kafka");
    expect(run.lines.slice(0, 4)).toEqual(names.map((name) => `created ${name} (2 partitions, factor 1)`));
  });

  it("takes a change for made when an earlier attempt got through but its answer was lost", async () => {
    const bin = join(kafka.folder, "losing-answers");
    mkdirSync(bin);
    for (const name of ["kafka-topics", "kafka-configs", "kafka-get-offsets", "kafka-console-consumer"]) {
      const lost = join(bin, name);
      const lines = [
        "#!/usr/bin/env bash",
        `"${kafka.bin()}/${name}.sh" "$@" || exit`,
        `[[ " $* " != *" --describe "* ]] || exit 0`,
        `for change in --create --alter --delete; do`,
        `  if [[ " $* " == *" $change "* && ! -e "${lost}$change" ]]; then`,
        `    touch "${lost}$change"; echo "org.apache.kafka.common.errors.TimeoutException: lost" >&2; exit 1`,
        "  fi",
        "done",
      ];
      writeFileSync(join(bin, `${name}.sh`), `${lines.join("\n")}\n`);
      chmodSync(join(bin, `${name}.sh`), 0o755);
    }
    kafka.create("lost-1", 1, "segment.bytes=2000000");
    const run = await apply([topic("lost-1", 2, 1, "keep", "retention.ms=1000000"), topic("lost-2", 1, 1, "keep")], {
      env: { KAFKA_BIN: bin },
    });
    expect(run.code).toBe(0);
    expect(run.stderr.match(/waiting 1 s for Kafka/g)).toHaveLength(3);
    expect(kafka.configOf("lost-1")).toEqual(["retention.ms=1000000"]);
    expect(run.lines).toContain("created lost-2 (1 partitions, factor 1)");
  });

  it("gives up with 5 on brokers that do not answer for RETRY_SECONDS", async () => {
    const env = {
      KAFKA_BOOTSTRAP_SERVERS: "127.0.0.1:1",
      KAFKA_CLIENT_CONFIG: kafka.write(impatient),
      RETRY_SECONDS: "5",
    };
    const run = await apply([], { env });
    expect(run.code).toBe(5);
    expect(run.stderr).toContain("cannot read the topics: TimeoutException");
  });

  it.each([
    {
      wrong: "the password is wrong",
      client: "sasl",
      password: "s3cret",
      listener: "sasl",
      says: "SaslAuthentication",
    },
    { wrong: "SASL meets PLAINTEXT", client: "sasl", password: "right", listener: "plaintext", says: "SaslState" },
    {
      wrong: "PLAINTEXT meets SASL",
      client: "plaintext",
      password: "",
      listener: "sasl",
      says: "is security.protocol",
    },
  ])("exits with 4, without a second attempt and without telling secrets, when $wrong", async (its) => {
    const { address, saslAddress } = kafka.broker();
    const run = await apply([topic("a", 1, 1, "keep")], {
      env: {
        KAFKA_BOOTSTRAP_SERVERS: its.listener === "sasl" ? saslAddress : address,
        ...(its.client === "sasl" ? sasl(its.password) : { KAFKA_CLIENT_CONFIG: kafka.write(impatient) }),
      },
    });
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(its.says);
    expect(run.stderr).not.toMatch(/waiting|s3cret/);
  });

  it("exits with 4 when a topic may not be created", async () => {
    const env = { KAFKA_BOOTSTRAP_SERVERS: kafka.broker().saslAddress, ...sasl("right") };
    const run = await apply([topic("denied", 1, 1, "keep")], { env });
    expect(run).toMatchObject({ code: 4, stderr: "" });
    expect(run.lines[0]).toMatch(/^failed denied: .*AuthorizationException/);
  });

  it.each([
    topic("bad name", 1, 1, "keep"),
    topic("a", 0, 1, "keep"),
    topic("a", 1, 1, "drop"),
    topic("a", 1, 1, "keep", "no-value"),
    topic("a", 1, 1, "keep", "retention.ms=1\r"),
    topic("registry-missing", 1, 1, "delete"),
  ])("refuses the line %j with 2, before it asks Kafka", async (line) => {
    const run = await apply([line], { env: { KAFKA_BOOTSTRAP_SERVERS: "127.0.0.1:1" } });
    expect(run).toMatchObject({ code: 2, lines: [""] });
  });
});
