import { z } from "zod";
import { hinted } from "./hinted.js";

/** Address of a Git repository, as Flux's GitRepository takes it: https:// or ssh://, without credentials. */
export function gitRepository() {
  const schema = z
    .string()
    .regex(
      /^(https:\/\/[^\s@]+|ssh:\/\/([\w.-]+@)?[^\s@]+)$/,
      "a repository is an https:// or ssh:// URL without credentials; those belong in delivery.credentials",
    );
  return hinted(schema, (text) => {
    const [, user = "git", host, path] =
      /^(?:([\w.-]+)@)?([\w-]+(?:\.[\w-]+)+):(?!\/\/|\d+\/)\/?([^\s@]+)$/.exec(text) ?? [];
    if (host !== undefined) return `write ssh://${user}@${host}/${path}`;
    if (/^https?:\/\/[^/]*@/.test(text))
      return "remove the part before the @, and name its Secret in delivery.credentials";
    if (/^http:\/\//.test(text)) return "write https://";
    return /^[\w-]+(\.[\w-]+)+\/[^\s@]+$/.test(text) ? `write https://${text}` : undefined;
  });
}

/** Name of a Git branch. Rules: git-check-ref-format(1), with `--branch`. */
export function gitBranch() {
  return z
    .string()
    .min(1)
    .max(255)
    .superRefine((name, context) => {
      const problem = branchProblem(name);
      if (problem !== undefined)
        context.addIssue({ code: "custom", message: `the name of a branch ${problem}`, params: { page: "malformed" } });
    });
}

function branchProblem(name: string): string | undefined {
  if (name === "") return undefined; // too short, which is said already
  const [odd] = /[\p{Cc} ~^:?*[\\]/u.exec(name) ?? [];
  if (odd !== undefined)
    return `cannot contain ${odd === " " ? "a space" : /\p{Cc}/u.test(odd) ? "control characters" : odd}`;
  const parts = name.split("/");
  if (parts.includes("")) return "cannot begin or end with a slash, or contain two in a row";
  if (parts.some((part) => part.startsWith("."))) return "cannot have a dot at the beginning or after a slash";
  if (parts.some((part) => part.endsWith(".lock"))) return "cannot have a part that ends with .lock";
  if (name.includes("..")) return "cannot contain two dots in a row";
  if (name.endsWith(".")) return "cannot end with a dot";
  if (name.includes("@{")) return "cannot contain @{";
  if (name.startsWith("-")) return "cannot begin with a hyphen";
  return name === "@" || name === "HEAD" ? `cannot be ${name}` : undefined;
}
