import { z } from "zod";

const pointer = z
  .string()
  .regex(
    /^(\/([^~/]|~[01])*)+$/,
    "a JSON pointer is /spec/replicas: each step after a /, with ~1 for / and ~0 for ~ in it",
  );

const operation = z
  .strictObject({
    op: z
      .enum(["add", "remove", "replace", "move", "copy", "test"])
      .describe("What to do: add, remove, replace, move, copy or test."),
    path: pointer.describe("JSON pointer to the place, as /spec/replicas."),
    from: pointer.optional().describe("JSON pointer to where the value comes from: for move and copy. Default: none."),
    value: z.unknown().optional().describe("The value: for add, replace and test. Default: null."),
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

/** For each key that says more of a target, the target that it belongs to. */
const details = { name: "kind", group: "kind", namespace: "kind", resource: "terraform" } as const;

const patch = z
  .strictObject({
    kind: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Kind of the Kubernetes object to change, as StatefulSet; Flux's and Argo CD's own objects too. Default: none.",
      ),
    name: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Name of the object; * stands for any characters. The hash of its content that some names end in may be left out. Needed with kind. Default: none.",
      ),
    group: z
      .string()
      .optional()
      .describe(
        "API group of the object, as apps; an empty text for Kubernetes' core. Needed where two groups have such a kind. Default: any.",
      ),
    namespace: z
      .string()
      .min(1)
      .optional()
      .describe("Namespace of the object; needed where it is in several. Default: any."),
    terraform: z
      .string()
      .min(1)
      .optional()
      .describe("Stack of the Terraform resource to change, as network. Default: none."),
    resource: z
      .string()
      .regex(
        /^(data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][A-Za-z0-9_-]*$/,
        "a resource's address is type.name, as aws_cloudwatch_log_group.broker, or data.type.name",
      )
      .optional()
      .describe(
        "Address of the resource in the stack, as aws_cloudwatch_log_group.broker or data.aws_iam_policy_document.role. Needed with terraform. Default: none.",
      ),
    helm: z.string().min(1).optional().describe("Helm release whose values to change, by its name. Default: none."),
    merge: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        "What to lay over it: maps merge by key, null removes a key. Lists of Kubernetes' own kinds merge by their items' key (containers by name, ports by number); all others are replaced. Expressions such as ${aws_kms_key.logs.arn} are Terraform's in a patch of a resource. Default: none.",
      ),
    json: z
      .array(operation)
      .min(1)
      .optional()
      .describe("JSON patch (RFC 6902): operations that are applied in their order. Default: none."),
    reason: z
      .string()
      .min(10)
      .optional()
      .describe(
        "Why this is right; at least ten characters. Needed where the patch takes a protection away: encryption, prevent_destroy, Pod Security. Default: none.",
      ),
  })
  .superRefine((value, context) => {
    const complain = (message: string, key?: string) =>
      context.addIssue({ code: "custom", message, ...(key === undefined ? {} : { path: [key] }) });
    const [target, other] = targets.filter((key) => value[key] !== undefined);
    if (target === undefined) complain("a patch says what it changes: kind and name, terraform and resource, or helm");
    if (other !== undefined) complain(`a patch changes one thing: ${target} or ${other}`, other);
    for (const [key, owner] of Object.entries(details) as [keyof typeof details, (typeof targets)[number]][])
      if (value[key] !== undefined && target !== undefined && target !== owner)
        complain(`${key} belongs to ${owner}`, key);
    if (target === "kind" && value.name === undefined) complain('a patch of a kind needs name: "*" stands for all');
    if (target === "terraform" && value.resource === undefined) complain("a patch of a stack needs resource");
    if ((value.merge === undefined) === (value.json === undefined)) complain("a patch has either merge or json");
  });

/** What an environment changes in what was generated, by name. */
export const patches = z
  .record(
    z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "a patch's name has lower-case letters, digits and hyphens"),
    patch,
  )
  .default({})
  .describe(
    "Changes to what is generated, by a name of your own: to Kubernetes objects by kind and name, to Terraform resources by address, to the values of Helm releases. They are applied at synth. A patch that matches nothing is an error. Default: none.",
  );

/** One patch of an environment. */
export type Patch = z.output<typeof patch>;
