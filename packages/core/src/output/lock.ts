import { readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DiagnosticError } from "../diagnostics/diagnostic.js";
import { workName } from "./artifact-paths.js";
import { codeOf, type Disk, leniently } from "./disk.js";
import { diagnose, pages } from "./pages.js";

/** Who holds a lock. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start of the process, in milliseconds since 1970. It distinguishes processes with the same id. */
  readonly processStarted: number;
  /** When it took the lock, for people. */
  readonly since: string;
}

const minute = 60_000;
const pollInterval = 50;

/** Writing a tree takes seconds. A run takes over any lock that is older than this. */
const abandonedAfter = 10 * minute;

/** A lock whose holder cannot be read is being written, or was when its run died. */
const illegibleAfter = 2_000;

/** The wall clock may be corrected a little while a process runs. */
const clockTolerance = 5_000;

const processStarted = Math.round(Date.now() - process.uptime() * 1000);

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, processStarted, since } = value as Partial<Record<keyof Holder, unknown>>;
  return (
    typeof pid === "number" &&
    typeof host === "string" &&
    typeof processStarted === "number" &&
    typeof since === "string"
  );
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** In a container every run may have the same process id, so a lock with our id may belong to an earlier run. */
function isAbandoned(holder: Holder | undefined, age: number): boolean {
  if (age > abandonedAfter) return true;
  if (holder === undefined) return age > illegibleAfter;
  if (holder.host !== hostname()) return false;
  if (holder.pid === process.pid) return Math.abs(holder.processStarted - processStarted) > clockTolerance;
  return !isRunning(holder.pid);
}

interface Found {
  readonly text: string;
  readonly age: number;
}

function look(path: string): Found | undefined {
  try {
    return { text: readFileSync(path, "utf8"), age: Date.now() - statSync(path).mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function take(path: string, text: string, disk: Disk): boolean {
  try {
    disk.writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
    if (look(path)?.text === "") leniently(() => disk.unlinkSync(path));
    throw error;
  }
}

/** Moves an abandoned lock aside; puts it back where another run was quicker and the lock is already that run's. */
function evict(path: string, abandoned: string, disk: Disk): void {
  const aside = `${path}-${process.pid}`;
  leniently(() => disk.renameSync(path, aside));
  const moved = look(aside);
  if (moved !== undefined && moved.text !== abandoned) take(path, moved.text, disk);
  leniently(() => disk.unlinkSync(aside));
}

function describeHolder(text: string): string {
  const holder = parseHolder(text);
  return holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : "an unknown process";
}

/** What holding a lock asks for. */
export interface LockOptions {
  readonly directory: string;
  readonly environment: string;
  readonly disk: Disk;
  /** How long to wait for another run, in milliseconds. */
  readonly timeout: number;
}

/** A lock that is held. */
export interface Lock {
  /** Throws if another run has taken over the lock, for example because this machine slept for an hour. */
  readonly confirm: () => void;
  /** Gives it back, and removes the folders that were made for it where nothing else is in them. */
  readonly release: () => void;
}

/**
 * Acquires the lock of an environment's folder, `.streamform/lock`, and creates the folder if it is missing. It takes over the lock of a
 * dead run on this machine at once, and the lock of another machine after ten minutes.
 */
export async function takeLock({ directory, environment, disk, timeout }: LockOptions): Promise<Lock> {
  const folder = join(directory, workName);
  const path = join(folder, "lock");
  const holder: Holder = { pid: process.pid, host: hostname(), processStarted, since: new Date().toISOString() };
  const mine = JSON.stringify({ ...holder, key: crypto.randomUUID() });
  const locked = (other: string): DiagnosticError =>
    new DiagnosticError([
      diagnose(
        pages.locked,
        environment,
        `"${environment}" is being written by ${describeHolder(other)}; its lock is "${workName}/lock"`,
      ),
    ]);
  const removeFolders = (): void => {
    leniently(() => disk.rmdirSync(folder));
    leniently(() => disk.rmdirSync(directory));
  };
  const takeOrTidy = (): boolean => {
    try {
      return take(path, mine, disk);
    } catch (error) {
      removeFolders();
      throw error;
    }
  };
  const deadline = Date.now() + timeout;
  for (;;) {
    disk.mkdirSync(folder);
    if (takeOrTidy()) break;
    const other = look(path);
    if (other && isAbandoned(parseHolder(other.text), other.age)) evict(path, other.text, disk);
    else if (Date.now() >= deadline) throw locked(other?.text ?? "");
    else await delay(pollInterval);
  }
  return {
    confirm: () => {
      const now = look(path)?.text ?? "";
      if (now !== mine) throw locked(now);
    },
    release: () => {
      if (look(path)?.text === mine) disk.unlinkSync(path);
      removeFolders();
    },
  };
}
