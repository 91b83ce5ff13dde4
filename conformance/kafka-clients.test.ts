import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSettings, kafka, makeKeystore, type SecureBroker, startSecureBroker } from "./kafka-clients/broker.js";
import { run, runUntil, succeed } from "./kafka-clients/run.js";
import { requireTools } from "./tools.js";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What the environments have generated for clients: `generated/<environment>/hosts/kafka-clients`. */
const environments = readdirSync(here("../generated"))
  .sort()
  .map((name) => ({ name, folder: join(here("../generated"), name, "hosts/kafka-clients") }))
  .filter(({ folder }) => existsSync(folder));

type Environment = (typeof environments)[number];

const having = (path: string): typeof environments =>
  environments.filter(({ folder }) => existsSync(join(folder, path)));

/** What the programs of an environment differ in from those of another, beside the names of its topics. */
function kindOf({ name, folder }: Environment): string {
  const settings = join(folder, "python/settings.py");
  return existsSync(settings)
    ? readFileSync(settings, "utf8").replace(
        /^(#.*|(TOPIC|DEAD_LETTER_TOPIC|GROUP) = .*| +# Name of the zone .*)$/gm,
        "",
      )
    : name;
}

/** One environment of each kind, of those that have the file: a build takes a minute. */
const kinds = (path: string): readonly Environment[] => [
  ...new Map(having(path).map((environment) => [kindOf(environment), environment])).values(),
];

let scratch: string;
let variables: Record<string, string>;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "streamform-kafka-clients-"));
  variables = {
    KAFKA_BOOTSTRAP_SERVERS: "broker-1.example.com:9094,broker-2.example.com:9094",
    KAFKA_USERNAME: "app",
    KAFKA_PASSWORD: "not a password of anything",
    AWS_ACCESS_KEY_ID: "example",
    AWS_SECRET_ACCESS_KEY: "example",
    KAFKA_KEYSTORE_LOCATION: await makeKeystore(scratch, "application", "DNS:application"),
    KAFKA_TRUSTSTORE_LOCATION: join(scratch, "application.crt"),
  };
});
afterAll(() => rm(scratch, { recursive: true }));

/** A copy of a language's folder, so that build tools leave nothing behind. */
async function copyOf({ name, folder }: Environment, language: string): Promise<string> {
  const copy = join(scratch, name, language);
  await cp(join(folder, language), copy, { recursive: true });
  return copy;
}

/** Python with the packages of a requirements.txt, apart from what the machine has installed. */
async function pythonWith(requirements: string): Promise<Record<string, string>> {
  const packages = await mkdtemp(join(scratch, "python-"));
  await succeed("python3", [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--target",
    packages,
    "-r",
    requirements,
  ]);
  return { PYTHONPATH: packages, PYTHONDONTWRITEBYTECODE: "1" };
}

it("finds the client settings of an environment", () => expect(environments).not.toEqual([]));

describe.skipIf(requireTools(["python3"]))("Python", () => {
  it.each(kinds("python"))(
    "$name: compiles, and librdkafka takes every setting",
    { timeout: 300_000 },
    async (environment) => {
      const copy = await copyOf(environment, "python");
      const sources = (await readdir(copy)).filter((file) => file.endsWith(".py"));
      expect(sources).toEqual(expect.arrayContaining(["consumer.py", "producer.py", "settings.py"]));
      await succeed("python3", ["-m", "py_compile", ...sources], { cwd: copy });
      const python = await pythonWith(join(copy, "requirements.txt"));
      const env = { ...variables, ...python, PYTHONPATH: `${python.PYTHONPATH}:${copy}` };
      await succeed("python3", [here("./kafka-clients/accepts.py"), "settings.py"], { env });
    },
  );
});

describe.skipIf(requireTools(["node", "npm", "python3"]))("Node.js", () => {
  it.each(kinds("nodejs"))(
    "$name: parses, and librdkafka takes every setting",
    { timeout: 300_000 },
    async (environment) => {
      const copy = await copyOf(environment, "nodejs");
      for (const file of ["producer.js", "consumer.js", "settings.js"])
        await succeed("node", ["--check", join(copy, file)]);
      // Without install scripts: the client's own downloads or builds a binary, and what is asked here is only librdkafka's opinion.
      await succeed("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], { cwd: copy });
      const settings = await succeed("node", [here("./kafka-clients/print-settings.js"), copy], { env: variables });
      const requirements = join(scratch, "requirements.txt");
      await writeFile(requirements, "confluent-kafka\n");
      const accepted = await run("python3", [here("./kafka-clients/accepts.py")], {
        env: await pythonWith(requirements),
        input: settings,
      });
      expect(accepted).toMatchObject({ code: 0 });
    },
  );
});

describe.skipIf(requireTools(["java", "mvn"]))("Java", () => {
  it.each(kinds("java"))(
    "$name: compiles, starts, and Kafka's client gets the settings",
    { timeout: 600_000 },
    async (environment) => {
      const cwd = await copyOf(environment, "java");
      await succeed("mvn", ["-q", "-B", "package"], { cwd });
      const nobody = { ...variables, KAFKA_BOOTSTRAP_SERVERS: "127.0.0.1:1" };
      const log = await runUntil("java", ["-jar", "target/kafka-client-0.1.0.jar"], "Started Application", {
        cwd,
        env: nobody,
      });
      expect(log).toContain("enable.auto.commit = false");
      expect(log).toContain(
        "partition.assignment.strategy = [org.apache.kafka.clients.consumer.CooperativeStickyAssignor]",
      );
      const settings = await readFile(join(cwd, "src/main/resources/application.yaml"), "utf8");
      expect(log).toContain(`security.protocol = ${/^ +protocol: (\w+)$/m.exec(settings)?.[1]}\n`);
    },
  );
});

describe.skipIf(requireTools(["go", "gofmt"]))("Go", () => {
  it.each(kinds("go"))("$name: is formatted, vetted and builds", { timeout: 600_000 }, async (environment) => {
    const cwd = await copyOf(environment, "go");
    expect(await succeed("gofmt", ["-l", "."], { cwd })).toBe("");
    await succeed("go", ["mod", "tidy"], { cwd });
    await succeed("go", ["vet", "./..."], { cwd });
    await succeed("go", ["build", "-o", `${join(scratch, "bin", environment.name)}/`, "./..."], { cwd });
  });
});

describe.skipIf(requireTools(["kafka-env", "java"]))("properties", () => {
  it("Kafka's clients know every key and take every value", { timeout: 300_000 }, async () => {
    const works = environments.flatMap(({ folder }) => {
      const properties = join(folder, "properties");
      const clients = readdirSync(properties).filter((file) => file.startsWith("client-"));
      return clients.flatMap((file) => [
        `admin=${join(properties, file)}`,
        `producer=${join(properties, file)}:${join(properties, "producer.properties")}`,
        `consumer=${join(properties, file)}:${join(properties, "consumer.properties")}`,
      ]);
    });
    const answers = (await checkSettings(works, variables)).trimEnd().split("\n");
    expect(answers).toEqual(
      works.map((work) => `${work} connects to [broker-1.example.com:9094, broker-2.example.com:9094]`),
    );
  });
});

const withScram = having("properties/client-scram.properties");
/** An environment whose brokers' certificates a CA of its own signs, where there is one: its clients are told of the CA. */
const [environment] = withScram.toSorted((one, other) => Number(isToldOfCa(other)) - Number(isToldOfCa(one)));

function isToldOfCa({ folder }: Environment): boolean {
  return readFileSync(join(folder, "properties/client-scram.properties"), "utf8").includes("ssl.truststore.location");
}

describe.skipIf(requireTools(["kafka-env", "java", "openssl"]))(
  "the settings of the SCRAM listener, with a real broker",
  () => {
    let broker: SecureBroker;
    let properties: string;
    /** What makes a client of the generated settings trust the broker, or the wrong CA. */
    const trust = (file: string) => ({
      lines:
        environment && isToldOfCa(environment)
          ? "\n"
          : `\nssl.truststore.type=PEM\nssl.truststore.location=${join(broker.folder, file)}\n`,
      env: { KAFKA_TRUSTSTORE_LOCATION: join(broker.folder, file) },
    });

    beforeAll(async () => {
      if (environment === undefined) throw new Error("no environment in generated/ has a SCRAM listener");
      properties = join(environment.folder, "properties");
      broker = await startSecureBroker();
    }, 300_000);
    afterAll(() => broker?.stop());

    /** A generated file as it stands, with lines after it. */
    async function settings(file: string, more: string): Promise<string> {
      const path = join(scratch, file);
      await writeFile(path, `${await readFile(join(properties, file), "utf8")}${more}`);
      return path;
    }

    /** Lists topics, as a user of Kafka's tools would. */
    async function list(change: {
      readonly servers?: string;
      readonly password?: string;
      readonly trust?: string;
    }): Promise<{ code: number; output: string }> {
      const { lines, env } = trust(change.trust ?? "broker.crt");
      const config = await settings("client-scram.properties", lines);
      const servers = change.servers ?? broker.scram;
      return kafka(
        "timeout",
        ["60", "kafka-topics.sh", "--bootstrap-server", servers, "--command-config", config, "--list"],
        {
          env: {
            ...env,
            KAFKA_BOOTSTRAP_SERVERS: servers,
            KAFKA_USERNAME: broker.username,
            KAFKA_PASSWORD: change.password ?? broker.password,
          },
        },
      );
    }

    it("writes and reads records over SASL_SSL with user and password from the environment", {
      timeout: 120_000,
    }, async () => {
      const trusted = trust("broker.crt");
      const env = {
        ...trusted.env,
        KAFKA_BOOTSTRAP_SERVERS: broker.scram,
        KAFKA_USERNAME: broker.username,
        KAFKA_PASSWORD: broker.password,
      };
      const producer = await settings(
        "client-scram.properties",
        trusted.lines + (await readFile(join(properties, "producer.properties"), "utf8")),
      );
      const load = [
        "--topic",
        "orders",
        "--num-records",
        "10",
        "--record-size",
        "5",
        "--throughput",
        "-1",
        "--producer.config",
        producer,
      ];
      expect((await kafka("kafka-producer-perf-test.sh", load, { env })).output).toContain("10 records sent");
      const consumer = await settings(
        "client-scram.properties",
        trusted.lines + (await readFile(join(properties, "consumer.properties"), "utf8")),
      );
      const read = [
        "--bootstrap-server",
        broker.scram,
        "--topic",
        "orders",
        "--max-messages",
        "10",
        "--timeout-ms",
        "30000",
        "--consumer.config",
        consumer,
      ];
      expect((await kafka("kafka-console-consumer.sh", read, { env })).output).toContain(
        "Processed a total of 10 messages",
      );
    });

    it("lets the administrative tools in", { timeout: 120_000 }, async () => {
      expect(await list({})).toMatchObject({ code: 0 });
    });

    it("are refused with a wrong password", { timeout: 120_000 }, async () => {
      const { code, output } = await list({ password: "wrong" });
      expect(output).toContain("SaslAuthenticationException");
      expect(code).not.toBe(0);
    });

    it("refuse a broker whose certificate no trusted authority signed", { timeout: 120_000 }, async () => {
      const { code, output } = await list({ trust: "client.crt" });
      expect(output).toContain("SslAuthenticationException");
      expect(code).not.toBe(0);
    });

    it("refuse a broker whose certificate bears another name", { timeout: 120_000 }, async () => {
      const { code, output } = await list({ servers: broker.scramByAnotherName });
      expect(output).toContain("SslAuthenticationException");
      expect(code).not.toBe(0);
    });
  },
);
