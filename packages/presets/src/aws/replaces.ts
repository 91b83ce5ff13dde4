import { z } from "zod";

/** What is destroyed and made anew when a field changes, by the field's schema. */
export const replacements = z.registry<{ readonly what: string }>();

/** Marks a field whose change replaces a resource with data, and adds this to its description. Pass the schema with all its wrappers. */
export function replaces<Schema extends z.ZodType>(what: string, schema: Schema): Schema {
  const marked = schema.describe(
    `${z.globalRegistry.get(schema)?.description ?? ""} Changing it replaces ${what}.`.trim(),
  );
  replacements.add(marked, { what });
  return marked;
}

/** Paths below `path` whose change replaces something, in the order of the schema. */
export function replacingFields(schema: z.core.$ZodType, path: string): readonly string[] {
  if (replacements.has(schema)) return [path];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return replacingFields(schema.unwrap(), path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Readonly<Record<string, z.core.$ZodType>>).flatMap(([key, field]) =>
      replacingFields(field, `${path}.${key}`),
    );
  return [];
}
