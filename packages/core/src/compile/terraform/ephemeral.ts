import { ref, TerraformElement, Token } from "cdktf";
import type { Construct } from "constructs";

/**
 * Arguments and attributes, by Terraform's own names, of the ephemeral resource types that components use. The bindings have no classes for
 * ephemeral resources. Add further types here.
 *
 * Source: terraform-provider-aws, documentation of each ephemeral resource.
 */
export interface EphemeralResources {
  /** Since 5.83 of the provider. It asks Secrets Manager (`GetRandomPassword`), each time that a plan or an apply runs. */
  readonly aws_secretsmanager_random_password: {
    readonly arguments: {
      readonly password_length?: number;
      readonly exclude_characters?: string;
      readonly exclude_lowercase?: boolean;
      readonly exclude_numbers?: boolean;
      readonly exclude_punctuation?: boolean;
      readonly exclude_uppercase?: boolean;
      readonly include_space?: boolean;
      readonly require_each_included_type?: boolean;
    };
    readonly attribute: "random_password";
  };
}

/** An ephemeral resource in a stack. Its attributes are allowed only in write-only arguments. */
export interface EphemeralResource<Attribute extends string> {
  attribute(name: Attribute): string;
}

/** Adds an ephemeral resource to a stack: a value that exists only while Terraform runs, and is in no plan or state. */
export function ephemeralResource<const Type extends keyof EphemeralResources>(
  stack: Construct,
  type: Type,
  id: string,
  given: EphemeralResources[Type]["arguments"],
): EphemeralResource<EphemeralResources[Type]["attribute"]> {
  const block = new EphemeralBlock(stack, type, id, given);
  return { attribute: (name) => Token.asString(ref(`${block.fqn}.${name}`, block.cdktfStack)) };
}

class EphemeralBlock extends TerraformElement {
  constructor(
    scope: Construct,
    private readonly type: string,
    id: string,
    private readonly body: object,
  ) {
    super(scope, id, `ephemeral.${type}`);
  }

  override toTerraform() {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: { ...this.body } } } };
  }
}
