import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mountSecret } from "./kafka-certificates.js";

/** The parts of a StatefulSet that a machine without Kubernetes needs to run its pods. */
export interface StatefulSet {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas: number;
    readonly serviceName: string;
    readonly ordinals?: { readonly start: number };
    readonly template: {
      readonly spec: {
        readonly containers: readonly [Container];
        readonly volumes: readonly {
          readonly name: string;
          readonly configMap?: object;
          readonly projected?: object;
        }[];
      };
    };
  };
}

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe: Probe;
}

interface Probe {
  readonly exec?: { readonly command: readonly string[] };
  readonly tcpSocket?: { readonly port: number };
}

/** A container that runs as a process of this machine, with an address of its own on loopback and folders of its own. */
export interface Pod {
  readonly name: string;
  readonly role: string;
  readonly address: string;
  readonly log: string;
  readonly run: string;
  start(): void;
  /** Tells it to end as the kubelet does; whatever ends is started again. */
  restart(signal: "SIGTERM" | "SIGKILL"): void;
  /** How often it was started. */
  starts(): number;
  isReady(): Promise<boolean>;
  mountCertificate(files: Readonly<Record<string, string>>): void;
  kill(): void;
}

export interface PodSettings {
  readonly name: string;
  readonly address: string;
  readonly folder: string;
  readonly configuration: Readonly<Record<string, string>>;
  readonly certificate: Readonly<Record<string, string>>;
  /** What stands in for names of other pods where it is not Java that looks them up. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly environment: NodeJS.ProcessEnv;
  /** Folders that stand for volumes, by their names; the others are the pod's own. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, string>>;
}

export function podOf({ spec }: StatefulSet, settings: PodSettings): Pod {
  const { name, address, folder } = settings;
  const [container] = spec.template.spec.containers;
  const folderOf = (mount: string) => settings.volumes[mount] ?? join(folder, mount);
  const folders = Object.fromEntries(container.volumeMounts.map((mount) => [mount.mountPath, folderOf(mount.name)]));
  const localize = (text: string) => replaceAll(text, { ...folders, "0.0.0.0": address, "127.0.0.1": address });
  const volume = (kind: "configMap" | "projected") =>
    folderOf(spec.template.spec.volumes.find((candidate) => candidate[kind] !== undefined)?.name ?? "");

  for (const path of Object.values(folders)) mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(settings.configuration))
    writeFileSync(
      join(volume("configMap"), file),
      // All servers are on one machine: each listens on its own address alone.
      localize(text).replace("quorumListenOnAllIPs=true", "quorumListenOnAllIPs=false"),
    );
  mountSecret(volume("projected"), settings.certificate);
  writeFileSync(join(folderOf("run"), "zone"), `zone-${Number(name.split("-").at(-1)) % 3}`);

  const variables: Readonly<Record<string, string>> = {
    ...Object.fromEntries(container.env.map((variable) => [variable.name, localize(variable.value ?? "")])),
    POD_NAME: name,
    ...settings.variables,
  };
  const log = join(folder, "output.txt");
  let child: ChildProcess | undefined;
  let starts = 0;
  let killed = false;
  const [command = "", ...parameters] = container.command.map(localize);
  const env = {
    ...settings.environment,
    ...variables,
    METRICS_PORT: `${address}:${variables.METRICS_PORT}`,
    PEERS: replaceAll(variables.PEERS ?? "", settings.addresses),
  };

  const start = () => {
    const output = openSync(log, "a");
    child = spawn(command, parameters, { env, stdio: ["ignore", output, output], detached: true });
    closeSync(output);
    starts++;
    child.on("exit", () => {
      signalGroup("SIGKILL");
      if (!killed) start();
    });
  };
  const answers = ({ exec, tcpSocket }: Probe) =>
    succeeds(exec?.command.map(localize) ?? ["bash", "-c", `</dev/tcp/${address}/${tcpSocket?.port}`]);
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child?.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended.
    }
  };

  return {
    name,
    role: container.name,
    address,
    log,
    run: folderOf("run"),
    start,
    starts: () => starts,
    restart(signal) {
      if (signal === "SIGKILL") signalGroup(signal);
      else child?.kill(signal);
    },
    // As the kubelet, which asks for readiness only after the startup probe of the same container succeeded.
    isReady: async () =>
      (container.startupProbe === undefined || (await answers(container.startupProbe))) &&
      answers(container.readinessProbe),
    mountCertificate: (files) => mountSecret(volume("projected"), files),
    kill() {
      killed = true;
      signalGroup("SIGKILL");
    },
  };
}

/** Replaces whole words, all at once, so that nothing is replaced twice. */
function replaceAll(text: string, by: Readonly<Record<string, string>>): string {
  const words = Object.keys(by).sort((a, b) => b.length - a.length);
  if (words.length === 0) return text;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text.replace(new RegExp(`(?<![\\w.-])(?:${pattern})(?![\\w.-])`, "g"), (word) => by[word] ?? word);
}

function succeeds([command = "", ...parameters]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, { stdio: "ignore" });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}
