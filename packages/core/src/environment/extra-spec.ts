import { z } from "zod";

const entryName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a name here has lower-case letters, digits and hyphens")
  .max(40);

/** A path of files, relative to the file that names it; `*` may stand in the last part. */
const filePattern = (endings: RegExp, example: string) =>
  z
    .string()
    .regex(
      /^(?!\/)[^*\\]*$|^(?!\/)[^*\\]*\/[^/\\]*$|^[^/\\]+$/,
      `a path is relative, as ${example}; * may stand in its last part`,
    )
    .regex(endings, `files here are named as ${example}`);

const after = z
  .array(
    z
      .string()
      .regex(
        /^(terraform|kubernetes)\/[a-z0-9-]+$/,
        "a unit is named as its folder, as terraform/network or kubernetes/topics",
      ),
  )
  .default([])
  .describe(
    "Units that have to be ready before, besides those that references show, as terraform/network or kubernetes/topics. Default: none.",
  );

const title = z.string().min(1).optional().describe("What the environment's README calls it. Default: the name.");

/** Manifests and Terraform of a team's own. */
export const extra = z
  .strictObject({
    kubernetes: z
      .record(
        entryName,
        z.strictObject({
          files: z
            .array(filePattern(/\.ya?ml$/, "./extra/dashboards/*.yaml"))
            .min(1)
            .describe(
              "Files with Kubernetes objects, relative to the file that names them; * stands for any characters of a file's name.",
            ),
          after,
          title,
        }),
      )
      .default({})
      .describe(
        "Kubernetes objects by a name of your own; each becomes the unit kubernetes/extra-<name>. Default: none.",
      ),
    terraform: z
      .record(
        entryName,
        z.strictObject({
          files: z
            .array(filePattern(/\.tf(\.json)?$/, "./extra/audit/*.tf"))
            .min(1)
            .describe(
              "Terraform files, relative to the file that names them; * stands for any characters of a file's name. State, tags and the AWS provider are generated beside them.",
            ),
          after,
          title,
        }),
      )
      .default({})
      .describe("Terraform by a name of your own; each becomes the stack terraform/extra-<name>. Default: none."),
    kinds: z
      .record(
        z
          .string()
          .regex(
            /^[a-z0-9.-]+\.[a-z0-9.-]+\/[A-Z][A-Za-z0-9]*$/,
            "a kind is named as group/Kind: acme.example.com/Widget",
          ),
        z.strictObject({
          scope: z.enum(["namespace", "cluster"]).describe("What `spec.scope` of its CRD says: namespace or cluster."),
          ready: z
            .string()
            .min(1)
            .optional()
            .describe(
              "Condition of its status that says that an object is ready, as Ready. Default: none, an object is ready once it is applied.",
            ),
        }),
      )
      .default({})
      .describe("Kinds of custom resources that Streamform does not know, as group/Kind. Default: none."),
  })
  .prefault({})
  .describe("Kubernetes objects and Terraform of your own that are written, ordered and pruned with the rest.");
