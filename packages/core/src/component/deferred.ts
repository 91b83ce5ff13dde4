declare const valueType: unique symbol;

/** What Terraform can hand on: text, a number, a list or a map of texts. */
export type OutputValue = string | number | readonly string[] | Readonly<Record<string, string>>;

/**
 * A value that is known only after apply, such as a broker's address. In another Terraform stack it
 * becomes a remote state reference, in a container or a Secret a parameter that External Secrets reads, in a host file the name of a
 * parameter. The types refuse it where a known value is required, such as a name or a count.
 */
export interface Deferred<Value extends OutputValue = OutputValue> {
  readonly kind: "deferred";
  /** Component whose Terraform stack publishes it. */
  readonly component: string;
  /** Name under which the stack returned it. */
  readonly output: string;
  readonly [valueType]?: Value;
}

/** What a component's `terraform` returns: its stack's outputs. An output left undefined is not published. */
export type Outputs = Readonly<Record<string, OutputValue | undefined>>;

/** A stack's outputs as everybody else sees them. */
export type DeferredOf<Published> = {
  readonly [Key in keyof Published]-?: Deferred<Extract<Published[Key], OutputValue>>;
};

/** The type of exports inside Terraform, where a deferred value is an expression of the value's type. */
export type InTerraform<Exported> =
  Exported extends Deferred<infer Value>
    ? Value
    : Exported extends string | number | boolean | undefined | null | ((...parameters: never) => unknown)
      ? Exported
      : Exported extends object
        ? { readonly [Key in keyof Exported]: InTerraform<Exported[Key]> }
        : Exported;

export function deferred<Value extends OutputValue>(component: string, output: string): Deferred<Value> {
  return Object.freeze({ kind: "deferred", component, output });
}

export function isDeferred(value: unknown): value is Deferred {
  return (
    typeof value === "object" && value !== null && "kind" in value && value.kind === "deferred" && "output" in value
  );
}
