import { z } from "zod";
import { debezium } from "./settings/debezium.ts";
import { mapped } from "./settings/mapped.ts";
import { standardWebhooks } from "./settings/standardWebhooks.ts";

/**
 * How a source's own words are read: which connector, and how it is set. A new connector is a file
 * in `settings/`, a line here, and a line in `src/inbound/messages/connectors.ts`.
 */
export const receivesSchema = z
  .discriminatedUnion("connector", [debezium, mapped, standardWebhooks])
  .describe("How messages that the source sends in its own words are read.");

export type Receives = z.infer<typeof receivesSchema>;
export type ConnectorCode = Receives["connector"];
/** The settings of one connector. */
export type SettingsOf<Code extends ConnectorCode> = Extract<Receives, { connector: Code }>;
