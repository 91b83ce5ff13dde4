import { z } from "zod";

const pointer = z
  .string()
  .regex(
    /^(\/([^~/]|~[01])*)+$/,
    "a JSON pointer has the form /spec/replicas: a / before each key, with ~1 for / and ~0 for ~ in a key",
  );

const operation = z
  .strictObject({
    op: z
      .enum(["add", "remove", "replace", "move", "copy", "test"])
      .describe("Operation: add, remove, replace, move, copy or test."),
    path: pointer.describe("JSON pointer to the field, such as /spec/replicas."),
    from: pointer.optional().describe("JSON pointer to the source of the value, for move and copy. Default: none."),
    value: z.unknown().optional().describe("The value, for add, replace and test. Default: null."),
  })
  .superRefine(({ op, from }, context) => {
    const needsFrom = op === "move" || op === "copy";
    if (needsFrom && from === undefined)
      context.addIssue({ code: "custom", path: ["op"], message: `${op} needs from` });
    if (!needsFrom && from !== undefined)
      context.addIssue({ code: "custom", path: ["from"], message: `${op} takes no from` });
  });

/** An operation of a JSON patch (RFC 6902). */
export type JsonOperation = z.output<typeof operation>;

const targets = ["kind", "terraform", "helm"] as const;

/** The target that each of these keys belongs to. */
const details = { name: "kind", group: "kind", namespace: "kind", resource: "terraform" } as const;

const patch = z
  .strictObject({
    kind: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Kind of the Kubernetes object to change, such as StatefulSet. Objects of Flux and Argo CD count too. Default: none.",
      ),
    name: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Name of the object; * stands for any characters. Leave out the content hash at the end of a Job's or ConfigMap's name. Required with kind. Default: none.",
      ),
    group: z
      .string()
      .optional()
      .describe(
        "API group of the object, such as apps; an empty text for Kubernetes' core group. Required if two groups have this kind. Default: any.",
      ),
    namespace: z
      .string()
      .min(1)
      .optional()
      .describe("Namespace of the object. Required if several namespaces have this object. Default: any."),
    terraform: z
      .string()
      .min(1)
      .optional()
      .describe("Stack of the Terraform resource to change, such as network. Default: none."),
    resource: z
      .string()
      .regex(
        /^(data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*$/,
        "a resource's address is type.name, such as aws_cloudwatch_log_group.broker, or data.type.name",
      )
      .optional()
      .describe(
        "Address of the resource in the stack, such as aws_cloudwatch_log_group.broker or data.aws_iam_policy_document.role. Required with terraform. Default: none.",
      ),
    helm: z.string().min(1).optional().describe("Name of the Helm release whose values to change. Default: none."),
    merge: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        "Fields to change. Maps merge by key, and null removes a key. Lists of Kubernetes' own kinds merge by their items' key (containers by name, ports by number); all other lists are replaced. In a patch of a Terraform resource, ${aws_kms_key.logs.arn} is an expression. Default: none.",
      ),
    json: z
      .array(operation)
      .min(1)
      .optional()
      .describe("JSON patch (RFC 6902): operations, applied in this order. Default: none."),
    reason: z
      .string()
      .min(10)
      .optional()
      .describe(
        "Reason for the patch, at least ten characters. Required if the patch removes a protection: encryption, prevent_destroy, Pod Security. Default: none.",
      ),
  })
  .superRefine((value, context) => {
    const complain = (message: string, key?: string) =>
      context.addIssue({ code: "custom", message, ...(key === undefined ? {} : { path: [key] }) });
    const [target, other] = targets.filter((key) => value[key] !== undefined);
    if (target === undefined) complain("a patch needs a target: kind and name, terraform and resource, or helm");
    if (other !== undefined) complain(`a patch has one target: ${target} or ${other}`, other);
    for (const [key, owner] of Object.entries(details) as [keyof typeof details, (typeof targets)[number]][])
      if (value[key] !== undefined && target !== undefined && target !== owner)
        complain(`${key} belongs to ${owner}`, key);
    if (target === "kind" && value.name === undefined) complain('a patch with kind needs name ("*" matches all)');
    if (target === "terraform" && value.resource === undefined) complain("a patch with terraform needs resource");
    if ((value.merge === undefined) === (value.json === undefined)) complain("a patch needs either merge or json");
  });

/** An environment's changes to generated objects, by name. */
export const patches = z
  .record(
    z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a patch's name has lower-case letters, digits and hyphens"),
    patch,
  )
  .default({})
  .describe(
    "Changes to generated objects, by a name of your choice: to Kubernetes objects by kind and name, to Terraform resources by address, to the values of Helm releases. synth applies them. A patch that matches nothing is an error. Default: none.",
  );

/** One patch of an environment. */
export type Patch = z.output<typeof patch>;
