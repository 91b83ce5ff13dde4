import type { Origin } from "@streamform/core/embedding";

/** The origin of a value in words: `environments/msk-dev.yaml:12`, `platform msk` or `default`. */
export function inWords(origin: Origin): string {
  if (origin.kind === "file") return `${origin.position.file}:${origin.position.line}`;
  return origin.kind === "platform" ? `platform ${origin.platform}` : "default";
}
