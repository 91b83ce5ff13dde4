import type { schemaRegistry } from "../schema-registry.js";
import { at, by, type CasesOf, fires, of, silent } from "./case.js";

const up = (id: number, value: string) => ({ [of("schema-registry", id, "up")]: value });
const leader = (id: number, value: string) => ({
  [of("schema-registry", id, "kafka_schema_registry_master_slave_role_master_slave_role")]: value,
});

export const schemaRegistryCases: CasesOf<typeof schemaRegistry> = {
  SchemaRegistryDown: {
    fires: fires({ ...up(0, "1x30"), ...up(1, "0x30") }, "6m", at("schema-registry", 1, "0")),
    silent: silent({ ...up(0, "1x30"), ...up(1, "1x30") }, "20m"),
  },
  SchemaRegistryWithoutLeader: {
    fires: fires({ ...leader(0, "0x30"), ...leader(1, "0x30") }, "6m", by({}, "0")),
    silent: silent({ ...leader(0, "0x30"), ...leader(1, "1x30") }, "20m"),
  },
};
