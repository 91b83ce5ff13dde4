import { z } from "zod";

/** Says what to write instead of a text that a field refuses; undefined where nobody knows. */
type Hint = (written: string) => string | undefined;

/** Fields that know what people mistakenly write there. */
export const fieldHints = z.registry<{ readonly hint: Hint }, z.core.$ZodType>();

/** Gives a field a hint for texts that it refuses. What the hint repeats of the text is shown to everybody: no secrets. */
export function hinted<Schema extends z.core.$ZodType>(schema: Schema, hint: Hint): Schema {
  fieldHints.add(schema, { hint });
  return schema;
}
