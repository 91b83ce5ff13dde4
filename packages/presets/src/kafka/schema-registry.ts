import { defineCapability } from "@streamform/core";

/** What serializers and connectors need to know of a Schema Registry, whoever runs it. */
export interface SchemaRegistry {
  /** What clients take as `schema.registry.url`. */
  readonly url: string;
}

export const anySchemaRegistry = defineCapability<SchemaRegistry>()("schema-registry");
