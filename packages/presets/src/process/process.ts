import type { Deferred, PodSettings, SecretReference } from "@streamform/core";
import type { Compute, Flow, MetricsEndpoint } from "../kubernetes/workload.js";

/**
 * Something that runs, said once: the objects that start it and the `Workload` that others read are both made from it. It says nothing that only
 * Kubernetes has.
 */
export interface Process {
  /** Name of what starts it, unique in the environment: `lag-exporter`. A Job's name is this with a hash after it. */
  readonly name: string;
  /** Name for people, unique in the environment: `lag exporter`. Default: `name`. */
  readonly title?: string;
  /** Labels by which others find it; they never change. */
  readonly labels: Readonly<Record<string, string>>;
  /** How many of it run at the same time. Default: 1. */
  readonly replicas?: number;
  /** Resources of each of its programs. A program can set less. */
  readonly given: Given;
  /** Failure domains that the replicas are spread over as evenly as there is room. Default: none. */
  readonly spread?: readonly ("zone" | "host")[];
  /** Zones that the replicas run in. Default: all. */
  readonly zones?: readonly string[];
  /** Whether each replica needs a host without another replica. Default: false. */
  readonly isAlone?: boolean;
  readonly identity?: Identity;
  /** Volumes that each replica keeps its data on. Default: none. */
  readonly storage?: readonly Storage[];
  /** The spec's fields of its pods. Default: those of `kubernetes.pods`. */
  readonly pods?: PodSettings;
  /** Who connects to it. Default: nobody. */
  readonly flows?: readonly Flow[];
  readonly metrics?: MetricsEndpoint;
  /**
   * What runs; undefined where it cannot, which a check says. Only what starts the process asks for it: nobody else depends on the spec that it is
   * made from.
   */
  runs(): Running | undefined;
}

/** The programs, and the folders in their file system. */
export interface Running {
  readonly user: User;
  /** Programs that run to their end, one after the other, before the main one starts. */
  readonly before?: readonly Program[];
  readonly program: Program;
  /** What the programs find where; a program sees all of it unless it names its folders. */
  readonly folders: readonly Folder[];
  /** Seconds that the program has to stop by itself. Default: 30. */
  readonly grace?: number;
}

/** Who the programs run as: never root. */
export interface User {
  readonly uid: number;
  readonly gid: number;
  /** Group that the files in its folders belong to. */
  readonly filesGid: number;
}

/** What the process is towards AWS and the cluster. */
export interface Identity {
  /** Name of the identity. Default: the process's. Several processes can have the same one. */
  readonly name?: string;
  /** IAM role that it names by itself (IRSA). Default: none, or the role that is associated with it (EKS Pod Identity). */
  readonly roleArn?: string | undefined;
  /** Whether another process makes it. Default: false. */
  readonly isShared?: boolean;
}

/** CPU in cores and memory in MiB that a program is given. */
export interface Given extends Compute {
  /** CPU limit. Default: none. */
  readonly cpuLimit?: number | undefined;
  /** Memory that it takes at most. Default: `memory`. */
  readonly memoryLimit?: number;
}

export interface Program {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, Variable>>;
  /** Default: the resources of the process. */
  readonly given?: Given;
  /** Ports that it opens, by name. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly probes?: { readonly startup?: Probe; readonly readiness?: Probe; readonly liveness?: Probe };
  /** Command that runs before the program gets the signal to stop. */
  readonly beforeStop?: readonly string[];
  /** Names of the folders that it sees. Default: all but those with a token. */
  readonly sees?: readonly string[];
}

/** A value that is known at synth, after apply, or only to a secret store; or a fact about the pod, such as its name. */
export type Variable = string | number | Deferred<string> | SecretReference | OwnFact;

/** Name and address of the replica, and the node that it runs on. */
export interface OwnFact {
  readonly own: "name" | "address" | "node";
}

/** When a program counts as started, as ready for requests, and as hung. */
export type Probe = (
  | { readonly http: string; readonly port: string }
  | { readonly connect: number }
  | { readonly command: readonly string[] }
) & {
  /** Seconds between two tries, and for one. */
  readonly every: number;
  readonly timeout: number;
  /** Failures in a row that count. */
  readonly tries: number;
  /** Seconds before the first try. Default: none. */
  readonly delay?: number;
};

/** A place in the programs' file system. Everything outside of these is read only. */
export type Folder = { readonly name: string; readonly path: string } & (
  | {
      /** Files with their text, or beside the component's source, where lines `# include FILE` are replaced. A change of one restarts the process. */
      readonly files: Readonly<Record<string, string | URL>>;
    }
  | { readonly secrets: readonly SecretFiles[] }
  | {
      /** Seconds until the token in `token` expires. It gives the process's identity access to Kubernetes; `ca.crt` is the CA of its API. */
      readonly token: number;
    }
  | {
      /** MiB that the programs can write; gone when the process ends. */
      readonly scratch: number;
      readonly inMemory?: boolean;
    }
);

/** Keys of a Secret that become files. */
export interface SecretFiles {
  readonly secret: string;
  /** Name of the file for each key. Default: all keys, under their own names. */
  readonly keys?: Readonly<Record<string, string>>;
}

/** A volume that outlives the replica; GiB. */
export interface Storage {
  readonly name: string;
  readonly path: string;
  readonly size: number;
}
