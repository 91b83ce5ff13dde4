import { replacing } from "@streamform/core";
import type { z } from "zod";
import { brokerDescriptions, topicDescriptions } from "./descriptions.js";
import type { BrokerKey, TopicKey } from "./facts.js";
import { type MskKey, mskKeys } from "./msk.js";
import { replacedKeys, replacedTopicKeys } from "./one-setting.js";
import { type ConfigSchema, configSchema } from "./schema.js";
import { brokerTable, topicTable } from "./table.js";

/** The configuration of one topic: every key of every Kafka version in the table. */
export const topicConfig: ConfigSchema<typeof topicTable, TopicKey> = replacing(
  configSchema({
    table: topicTable,
    keys: Object.keys(topicTable) as TopicKey[],
    descriptions: topicDescriptions,
  }),
  replacedTopicKeys,
);

/** The configuration of brokers that one runs oneself, keys of the authorizer included. */
export const brokerConfig: ConfigSchema<typeof brokerTable, BrokerKey> = replacing(
  configSchema({
    table: brokerTable,
    keys: Object.keys(brokerTable) as BrokerKey[],
    descriptions: brokerDescriptions,
  }),
  replacedKeys,
);

/** What a custom MSK configuration may set on Standard brokers. */
export const mskConfig: ConfigSchema<typeof brokerTable, MskKey> = replacing(
  configSchema({
    table: brokerTable,
    keys: Object.keys(mskKeys) as MskKey[],
    descriptions: brokerDescriptions,
    limits: mskKeys,
  }),
  replacedKeys,
);

export type TopicConfig = z.output<typeof topicConfig>;
export type BrokerConfig = z.output<typeof brokerConfig>;
export type MskConfig = z.output<typeof mskConfig>;
