import { z } from "zod";

/** Name of a container image, with a tag, a digest or both; whether it is pinned, a check asks (`unpinned`). */
export const imageReference = z
  .string()
  .max(512)
  .regex(
    /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9._-]+)*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
    "an image looks like registry.example.com/kafka:4.3.1",
  );

/** The reason why an image's name may refer to another image later; undefined if it is pinned or absent. */
export function unpinned(image: string | undefined): readonly string[] {
  if (image === undefined || image.includes("@sha256:")) return [];
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  if (tag === undefined) return [`${image} has neither tag nor digest`];
  return tag === "latest" ? [`${image} is whatever was pushed last`] : [];
}

/** The texts of checks for an image that is not pinned. */
export const unpinnedImage = {
  title: "An image that is not pinned",
  severity: "error",
  because:
    "What runs would change without a change in Git, differ between nodes, and be gone when one goes back to an older commit.",
  instead: "Write the tag of one version, or better a digest (`@sha256:…`).",
  source: "Kubernetes documentation, container images",
} as const;
