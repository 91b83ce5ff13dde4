import { z } from "zod";

const entryName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a name has lower-case letters, digits and hyphens only")
  .max(40);

/** A path of files, relative to the file that names it; `*` is allowed in the last part. */
const filePattern = (endings: RegExp, example: string) =>
  z
    .string()
    .regex(
      /^(?!\/)[^*\\]*$|^(?!\/)[^*\\]*\/[^/\\]*$|^[^/\\]+$/,
      `a path is relative, such as ${example}; * is allowed in its last part`,
    )
    .regex(endings, `the path of a file has the form ${example}`);

const after = z
  .array(
    z
      .string()
      .regex(
        /^(terraform|kubernetes)\/[a-z0-9-]+$/,
        "a unit has the name of its folder, such as terraform/network or kubernetes/topics",
      ),
  )
  .default([])
  .describe(
    "Units that must be ready first, such as terraform/network or kubernetes/topics. Units to which the files refer are always included. Default: none.",
  );

const title = z.string().min(1).optional().describe("Title in the environment's README. Default: the name.");

/** A team's own manifests and Terraform. */
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
        "Kubernetes objects, by a name of your choice. Each entry becomes the unit kubernetes/extra-<name>. Default: none.",
      ),
    terraform: z
      .record(
        entryName,
        z.strictObject({
          files: z
            .array(filePattern(/\.tf(\.json)?$/, "./extra/audit/*.tf"))
            .min(1)
            .describe(
              "Terraform files, relative to the file that names them; * stands for any characters of a file's name. Streamform generates state, tags and the AWS provider beside them.",
            ),
          after,
          title,
        }),
      )
      .default({})
      .describe(
        "Terraform files, by a name of your choice. Each entry becomes the stack terraform/extra-<name>. Default: none.",
      ),
    kinds: z
      .record(
        z
          .string()
          .regex(
            /^[a-z0-9.-]+\.[a-z0-9.-]+\/[A-Z][A-Za-z0-9]*$/,
            "a kind has the form group/Kind, such as acme.example.com/Widget",
          ),
        z.strictObject({
          scope: z
            .enum(["namespace", "cluster"])
            .describe("Scope of the kind (`spec.scope` of its CRD): namespace or cluster."),
          ready: z
            .string()
            .min(1)
            .optional()
            .describe(
              "Status condition that means that an object is ready, such as Ready. Default: none; an object is ready as soon as it exists.",
            ),
        }),
      )
      .default({})
      .describe("Kinds of custom resources that Streamform does not know, by group/Kind. Default: none."),
  })
  .prefault({})
  .describe("Your own Kubernetes objects and Terraform files, ordered, applied and pruned with the generated files.");
