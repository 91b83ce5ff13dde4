import { defineCapability } from "@streamform/core";

/** Facts about a Schema Registry for serializers and connectors. */
export interface SchemaRegistry {
  /** What clients take as `schema.registry.url`. */
  readonly url: string;
}

export const anySchemaRegistry = defineCapability<SchemaRegistry>()("schema-registry");
