import { z } from "zod";
import { definitionOf, layersOf, optionsOf, type Schema } from "../environment/schema-walk.js";

/** Texts of the kinds that specs hold, for fields whose schema gives no example. */
const texts = ["sample", "a-1", "10.99.0.0/16", "sg-0123456789abcdef0", "https://example.com/sample", "1", "1.2.3"];
/** Resources that components let people name by ARN. */
const arns = ["acm-pca", "kms", "iam", "sns", "s3"].map((service) => `arn:aws:${service}:eu-central-1:111122223333:x`);
const numbers = [1, 2, 10, 60, 250, 1000, 10_000];
/** Inputs that are tried for one field, at most: the first that its schema takes is enough for most. */
const most = 40;

/** Values, as a resolved spec holds them, that a schema takes where nothing is written: the first few of them. */
export function samples(schema: Schema): readonly unknown[] {
  const values = inputs(schema)
    .slice(0, most)
    .flatMap((input) => {
      const parsed = z.safeParse(schema, input);
      return parsed.success && parsed.data !== undefined ? [parsed.data] : [];
    });
  return values.slice(0, 2);
}

/** What somebody might write, whether or not the schema takes it in the end. */
function inputs(schema: Schema): readonly unknown[] {
  const examples = layersOf(schema).flatMap((layer) => z.globalRegistry.get(layer)?.examples ?? []);
  const options = optionsOf(schema);
  if (options) return [...examples, ...options.flatMap(inputs)];
  const kind = definitionOf(schema);
  switch (kind.type) {
    case "enum":
      return Object.values(kind.entries);
    case "literal":
      return kind.values;
    case "boolean":
      return [true, false];
    case "number":
      return [...examples, ...numbers];
    case "array":
      return inputs(kind.element).map((item) => [item]);
    case "record":
      return inputs(kind.keyType).flatMap((key) =>
        inputs(kind.valueType)
          .slice(0, 3)
          .map((value) => ({ [String(key)]: value })),
      );
    case "object":
      return objects(kind.shape);
    case "string":
      return [...examples, ...texts, ...arns];
    default:
      return [...examples, true, ...numbers, ...texts];
  }
}

/** Objects with their required keys alone; a key that takes any of several inputs is tried with the first that it takes. */
function objects(shape: Readonly<Record<string, Schema>>): readonly unknown[] {
  const required = Object.entries(shape).filter(([, part]) => !z.safeParse(part, undefined).success);
  const entries = required.map(([key, part]) => [key, inputs(part).find((input) => z.safeParse(part, input).success)]);
  const base = Object.fromEntries(entries) as Readonly<Record<string, unknown>>;
  if (required.length > 0) return [base];
  // Some want one of their optional keys.
  const choices = Object.entries(shape)
    .slice(0, 10)
    .flatMap(([key, part]) => {
      const input = inputs(part).find((candidate) => z.safeParse(part, candidate).success);
      return input === undefined ? [] : [{ [key]: input }];
    });
  return [base, ...choices];
}
