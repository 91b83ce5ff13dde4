import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { z } from "zod";

/** A kind of resource that the AWS provider has and its bindings do not. */
export interface ResourceType<Arguments extends z.ZodType> {
  /** As `aws_s3_bucket`. */
  readonly type: string;
  /** First version of the provider that has it, as `6.38.0`: the stack asks for that one at least. */
  readonly since: `${number}.${number}.${number}`;
  /** Its arguments, by Terraform's own names; expressions of other resources are texts to it. */
  readonly arguments: Arguments;
}

/** A resource of such a type. Read its attributes by `getStringAttribute("arn")` and similar methods. */
export class GenericResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    type: string,
    readonly since: string,
    private readonly given: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: "aws" } });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.given };
  }
}

/**
 * Makes resources of a kind that the archived bindings lack: `const Topic = defineResource({ … })`, then
 * `Topic(stack, "orders", { … })`.
 *
 * @throws TypeError that names the argument, if an argument does not match the schema
 */
export function defineResource<Arguments extends z.ZodType<Readonly<Record<string, unknown>>>>({
  type,
  since,
  arguments: schema,
}: ResourceType<Arguments>): (scope: Construct, id: string, given: z.input<Arguments>) => TerraformResource {
  return (scope, id, given) => {
    const read = schema.safeParse(given);
    if (!read.success) throw new TypeError(`${type}.${id}: ${z.prettifyError(read.error)}`);
    return new GenericResource(scope, id, type, since, read.data);
  };
}
