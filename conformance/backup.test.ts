import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rules } from "../packages/presets/src/components/operations/backup/rules.js";
import { grantOf, makeCertificates, type TlsBroker, tlsBroker } from "./tls-broker.js";
import { requireTools, tool } from "./tools.js";
import { kafkaTools } from "./topics-broker.js";

const skipped = requireTools(["kafka-env", "java", "mvn", "aws", "moto_server", "openssl"]);
if (skipped) console.warn(`backup: skipped, ${skipped}`);

const templates = fileURLToPath(
  new URL("../packages/presets/src/components/operations/backup/templates/", import.meta.url),
);
const files = ["acls.tsv", "offsets.tsv", "quotas.tsv", "topics.tsv", "users.tsv"];
const target = "s3://backups/test";
const ownName = "test-backup";

interface Run {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

describe.skipIf(skipped).each(["3.6.1", "4.3.1"])("a backup of Kafka %s", (version) => {
  let folder = "";
  const at = (name: string) => join(folder, name);
  const port = 22000 + Math.floor(Math.random() * 8000);
  const s3 = `http://127.0.0.1:${port + 10}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    AWS_ENDPOINT_URL: s3,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: "eu-central-1",
    BACKUP_TARGET: target,
    KAFKA_HEAP: "128m",
  };
  let broker: TlsBroker;
  let moto: ChildProcess | undefined;

  const script = (
    name: string,
    parameters: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): Run => {
    const { status, stdout, stderr } = spawnSync("bash", [join(templates, name), ...parameters], {
      env: { ...env, ...more },
      encoding: "utf8",
    });
    return { code: status, lines: stdout.trimEnd().split("\n"), errors: stderr };
  };
  const backup = (name: string) => script("backup.sh", [at(name)]);
  const restore = (name: string, ...parameters: string[]) =>
    script("restore.sh", parameters, { BACKUP_FOLDER: at(name) });
  const kafka = (name: string, parameters: readonly string[], input = ""): string =>
    execFileSync(join(String(env.KAFKA_BIN), `${name}.sh`), ["--bootstrap-server", broker.plain, ...parameters], {
      env,
      input,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
  const aws = (...parameters: string[]) => execFileSync("aws", parameters, { env, encoding: "utf8" });
  const produce = () => {
    kafka("kafka-console-producer", ["--topic", "payments"], "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  };
  const giveAlicePassword = () => {
    const config = "SCRAM-SHA-512=[iterations=4096,password=of-a-test]";
    kafka("kafka-configs", ["--alter", "--entity-type", "users", "--entity-name", "alice", "--add-config", config]);
  };
  const contentOf = (name: string) => files.map((file) => readFileSync(join(at(name), file), "utf8"));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "streamform-backup-"));
    env.KAFKA_BIN = kafkaTools(tool("kafka-env"), version);
    env.KAFKA_CLIENT_CONFIG = makeCertificates(folder, ownName);
    broker = tlsBroker(env.KAFKA_BIN, folder, port);
    env.KAFKA_BOOTSTRAP_SERVERS = broker.address;
    moto = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port + 10)], { stdio: "ignore" });
    broker.start();
    // Every other JVM lives for a moment: half of the time it would look for its classes.
    const quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    env.KAFKA_OPTS = `${quick} -XX:ArchiveClassesAtExit=${at("classes.jsa")}`;
    kafka("kafka-topics", ["--list"]);
    env.KAFKA_OPTS = `${quick} -Xshare:auto -XX:SharedArchiveFile=${at("classes.jsa")}`;
    while (spawnSync("curl", ["-sf", s3]).status !== 0) await sleep(200);
    aws(
      "s3api",
      "create-bucket",
      "--bucket",
      "backups",
      "--create-bucket-configuration",
      "LocationConstraint=eu-central-1",
    );

    const topic = ["--create", "--replication-factor", "1", "--topic"];
    kafka("kafka-topics", [...topic, "payments", "--partitions", "1"]);
    const settings = ["--config", "cleanup.policy=compact,delete", "--config", "retention.ms=86400000"];
    kafka("kafka-topics", [...topic, "orders.eu", "--partitions", "3", ...settings]);
    const alter = (...parameters: string[]) => kafka("kafka-configs", ["--alter", ...parameters]);
    giveAlicePassword();
    alter(
      "--entity-type",
      "users",
      "--entity-name",
      "CN=it's, O=a b",
      "--add-config",
      "consumer_byte_rate=1000,request_percentage=12.5",
    );
    alter(
      "--entity-type",
      "users",
      "--entity-default",
      "--entity-type",
      "clients",
      "--entity-name",
      "c 1",
      "--add-config",
      "producer_byte_rate=5000",
    );
    alter("--entity-type", "ips", "--entity-default", "--add-config", "connection_creation_rate=20");
    const acl = (...parameters: string[]) => kafka("kafka-acls", ["--add", "--force", ...parameters]);
    acl(
      "--allow-principal",
      "User:CN=it's, O=a b",
      "--operation",
      "Read",
      "--operation",
      "Describe",
      "--topic",
      "payments",
      "--topic",
      "orders.eu",
      "--group",
      "g 1",
    );
    acl(
      "--deny-principal",
      "User:alice",
      "--deny-host",
      "10.0.0.1",
      "--operation",
      "DescribeConfigs",
      "--topic",
      "o",
      "--resource-pattern-type",
      "prefixed",
    );
    acl("--allow-principal", "User:alice", "--operation", "IdempotentWrite", "--cluster");
    acl("--allow-principal", "User:alice", "--operation", "All", "--transactional-id", "*");
    produce();
    kafka("kafka-console-consumer", [
      "--topic",
      "payments",
      "--from-beginning",
      "--group",
      "g 1",
      "--max-messages",
      "7",
      "--timeout-ms",
      "30000",
    ]);
  });
  afterAll(() => {
    broker?.wipe();
    moto?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("holds topics with their configuration, ACLs, quotas, users without passwords and committed offsets", () => {
    expect(backup("first")).toMatchObject({ code: 0, errors: "" });
    expect(contentOf("first")).toEqual([
      [
        "CLUSTER\tLITERAL\tkafka-cluster\tUser:alice\t*\tIDEMPOTENT_WRITE\tALLOW",
        "GROUP\tLITERAL\tg 1\tUser:CN=it's, O=a b\t*\tDESCRIBE\tALLOW",
        "GROUP\tLITERAL\tg 1\tUser:CN=it's, O=a b\t*\tREAD\tALLOW",
        "TOPIC\tLITERAL\torders.eu\tUser:CN=it's, O=a b\t*\tDESCRIBE\tALLOW",
        "TOPIC\tLITERAL\torders.eu\tUser:CN=it's, O=a b\t*\tREAD\tALLOW",
        "TOPIC\tLITERAL\tpayments\tUser:CN=it's, O=a b\t*\tDESCRIBE\tALLOW",
        "TOPIC\tLITERAL\tpayments\tUser:CN=it's, O=a b\t*\tREAD\tALLOW",
        "TOPIC\tPREFIXED\to\tUser:alice\t10.0.0.1\tDESCRIBE_CONFIGS\tDENY",
        "TRANSACTIONAL_ID\tLITERAL\t*\tUser:alice\t*\tALL\tALLOW",
        "",
      ].join("\n"),
      "g 1\tpayments\t0\t7\n",
      [
        "-\t-\tdefault\tconnection_creation_rate=20",
        "default\tname:c 1\t-\tproducer_byte_rate=5000",
        "name:CN=it's, O=a b\t-\t-\tconsumer_byte_rate=1000",
        "name:CN=it's, O=a b\t-\t-\trequest_percentage=12.5",
        "",
      ].join("\n"),
      "orders.eu\t3\t1\tcleanup.policy=compact,delete\tretention.ms=86400000\npayments\t1\t1\n",
      "alice\tSCRAM-SHA-512\t4096\n",
    ]);
    expect(readdirSync(at("first")).sort()).toEqual(["SHA256SUMS", "backup.txt", ...files].sort());
  });

  it("is uploaded under its time, read back, and named the latest", () => {
    const created = /^created=(.*)$/m.exec(readFileSync(join(at("first"), "backup.txt"), "utf8"))?.[1];
    expect(script("upload.sh", [], { BACKUP_FOLDER: at("first") })).toEqual({
      code: 0,
      lines: [`uploaded and read back: ${target}/${created}`],
      errors: "",
    });
    expect(aws("s3", "cp", `${target}/latest`, "-").trim()).toBe(created);
  });

  it("lets the lifecycle expire what is older, also what a run that failed has left, and never the newest", () => {
    const tagged = (key: string) =>
      aws(
        "s3api",
        "get-object-tagging",
        "--bucket",
        "backups",
        "--key",
        key,
        "--query",
        "TagSet[].[Key,Value]",
        "--output",
        "text",
      ).trim();
    const latest = () => aws("s3", "cp", `${target}/latest`, "-").trim();
    const before = latest();
    expect(tagged(`test/${before}/acls.tsv`)).toBe("");
    const [left, later] = ["2099-01-01T00-00-00Z", "2099-01-02T00-00-00Z"];
    aws("s3", "cp", "--quiet", join(at("first"), "acls.tsv"), `${target}/${left}/acls.tsv`);
    const makeLater = `cp -r first second && cd second && sed -i s/created=.*/created=${later}/ backup.txt && sha256sum *.tsv backup.txt > SHA256SUMS`;
    execFileSync("sh", ["-c", makeLater], { cwd: folder });
    expect(script("upload.sh", [], { BACKUP_FOLDER: at("second") })).toMatchObject({ code: 0, errors: "" });
    expect(latest()).toBe(later);
    for (const file of [...files, "backup.txt", "SHA256SUMS"]) {
      expect(tagged(`test/${before}/${file}`)).toBe("superseded\ttrue");
      expect(tagged(`test/${later}/${file}`)).toBe("");
    }
    expect(tagged(`test/${left}/acls.tsv`)).toBe("superseded\ttrue");
    expect(tagged("test/latest")).toBe("");
  });

  it("brings a wiped cluster back: first a plan, then what needs no data, then the offsets once the data is there", () => {
    broker.wipe();
    broker.start();
    expect(script("download.sh", [], { BACKUP_FOLDER: at("again") })).toMatchObject({ code: 0, errors: "" });

    const plan = restore("again", "--dry-run");
    expect(plan).toMatchObject({ code: 3, errors: "" });
    expect(plan.lines.slice(2)).toEqual([
      "differs: user alice has no credential for SCRAM-SHA-512: create it in the same way as before",
      "would create topic orders.eu (3 partitions, factor 1)",
      "would create topic payments (1 partitions, factor 1)",
      "would add ACL: ALLOW User:alice from *: IDEMPOTENT_WRITE on literal cluster kafka-cluster",
      "would add ACL: ALLOW User:CN=it's, O=a b from *: DESCRIBE READ on literal group g 1",
      "would add ACL: ALLOW User:CN=it's, O=a b from *: DESCRIBE READ on literal topic orders.eu payments",
      "would add ACL: DENY User:alice from 10.0.0.1: DESCRIBE_CONFIGS on prefixed topic o",
      "would add ACL: ALLOW User:alice from *: ALL on literal transactional_id *",
      "would set quota of user -, client -, ip default: connection_creation_rate=20",
      "would set quota of user default, client name:c 1, ip -: producer_byte_rate=5000",
      "would set quota of user name:CN=it's, O=a b, client -, ip -: consumer_byte_rate=1000,request_percentage=12.5",
      "differs: group g 1 at 7 of payments-0: the log holds 0 to 0",
      "changes: 10 (dry run: nothing was done)",
    ]);
    expect(kafka("kafka-topics", ["--list"]).trim()).toBe("");

    const first = restore("again");
    expect(first).toMatchObject({ code: 3, errors: "" });
    expect(first.lines.at(-1)).toBe("changes: 10");
    giveAlicePassword();
    produce();
    kafka("kafka-configs", [
      "--alter",
      "--entity-type",
      "topics",
      "--entity-name",
      "orders.eu",
      "--add-config",
      "retention.ms=1",
    ]);
    expect(restore("again").lines.slice(2)).toEqual([
      "set on topic orders.eu: retention.ms=86400000",
      "see group g 1 at 7 of payments-0",
      "set these offsets",
      "changes: 2",
    ]);
    expect(backup("after")).toMatchObject({ code: 0, errors: "" });
    expect(contentOf("after")).toEqual(contentOf("first"));
  });

  it("changes nothing when it is restored once more, nor moves a group that has gone on", () => {
    kafka("kafka-console-consumer", [
      "--topic",
      "payments",
      "--group",
      "g 1",
      "--max-messages",
      "1",
      "--timeout-ms",
      "30000",
    ]);
    expect(restore("again")).toMatchObject({ code: 0, errors: "" });
    expect(restore("again").lines.slice(2)).toEqual(["changes: 0"]);
    expect(kafka("kafka-consumer-groups", ["--describe", "--group", "g 1"])).toMatch(/payments +0 +8 +9 /);
  });

  it("is refused where it is damaged: before it is uploaded, in S3, and before it is restored", () => {
    const latest = aws("s3", "cp", `${target}/latest`, "-").trim();
    appendFileSync(join(at("again"), "acls.tsv"), "TOPIC\tLITERAL\t*\tUser:mallory\t*\tALL\tALLOW\n");
    expect(restore("again").code).toBe(2);
    const forged = "a[$(touch forged)]\\t1\\t1\\n";
    execFileSync(
      "sh",
      [
        "-c",
        `cp -r first forged && printf '${forged}' >> forged/topics.tsv && sed -i s/topics.tsv=2/topics.tsv=3/ forged/backup.txt && cd forged && sha256sum *.tsv backup.txt > SHA256SUMS`,
      ],
      { cwd: folder },
    );
    expect(restore("forged")).toMatchObject({ code: 2, errors: expect.stringContaining("a line in the wrong format") });
    expect(script("upload.sh", [], { BACKUP_FOLDER: at("again") }).code).toBe(3);
    aws("s3", "cp", "--quiet", join(at("again"), "acls.tsv"), `${target}/${latest}/acls.tsv`);
    const refused = script("download.sh", [], { BACKUP_FOLDER: at("damaged") });
    expect(refused.code).toBe(3);
    expect(refused.errors).toContain(`${target}/${latest} is damaged`);
    aws("s3", "rm", "--quiet", `${target}/${latest}/SHA256SUMS`);
    expect(script("download.sh", [], { BACKUP_FOLDER: at("missing") }).code).toBe(1);
    expect(script("download.sh", [], { BACKUP_FOLDER: at("never"), BACKUP: "../other" }).code).toBe(2);
  });

  it("is the same by the user that it is made as, which may change nothing", () => {
    for (const rule of rules) kafka("kafka-acls", grantOf(`User:CN=${ownName}`, rule));
    const properties = readFileSync(String(env.KAFKA_CLIENT_CONFIG), "utf8");
    writeFileSync(at("own.properties"), properties.replaceAll(at("certificate"), at("own")));
    expect(backup("by-administrator").code).toBe(0);
    const own = { KAFKA_CLIENT_CONFIG: at("own.properties") };
    expect(script("backup.sh", [at("by-own-user")], own)).toMatchObject({ code: 0, errors: "" });
    expect(contentOf("by-own-user")).toEqual(contentOf("by-administrator"));
    appendFileSync(join(at("by-own-user"), "topics.tsv"), "new\t1\t1\n");
    const sums = "sed -i s/topics.tsv=2/topics.tsv=3/ backup.txt && sha256sum *.tsv backup.txt > SHA256SUMS";
    execFileSync("sh", ["-c", sums], { cwd: at("by-own-user") });
    const refused = script("restore.sh", [], { ...own, BACKUP_FOLDER: at("by-own-user") });
    expect(refused.code).toBe(1);
    expect(refused.lines.join("\n")).toContain("failed: create topic new");
  });

  it("is none where Kafka refuses", () => {
    writeFileSync(
      at("nobody.properties"),
      "security.protocol=PLAINTEXT\ndefault.api.timeout.ms=3000\nrequest.timeout.ms=2000\n",
    );
    const run = script("backup.sh", [at("none")], { KAFKA_CLIENT_CONFIG: at("nobody.properties") });
    expect(run.code).toBe(1);
    expect(run.errors).toContain("Kafka refused or did not answer");
    expect(readdirSync(at("none"))).toEqual([]);
  });
});
