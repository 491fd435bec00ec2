import type { RulesetDocument } from "../../../src/domain/ruleset/rulesetSchema.ts";
import { ensureProgramme, registerSource } from "../../../src/programme/ensureProgramme.ts";
import { type Setting, SOURCES } from "../../oracle/programmes.ts";
import type { Opened } from "../../oracle/run.ts";
import { cloneTemplateDatabase } from "../database.ts";
import { startTestServer } from "../server.ts";

/** A server under the rules of a setting, and its doors as the lives are told to them. */
export async function openOracleServer(setting: Setting): Promise<Opened> {
  const database = await cloneTemplateDatabase();
  await ensureProgramme(database.sql, {
    version: 1,
    ...setting.rules,
  } as unknown as RulesetDocument);
  for (const [code, { channel, enrols }] of Object.entries(SOURCES)) {
    await registerSource(database.sql, {
      ...{ code, name: code, defaultChannel: channel, autoEnrol: enrols },
      ...{ identifierRank: ["loyalty"], createKinds: ["loyalty"], trustedKinds: ["loyalty"] },
    });
  }
  const server = await startTestServer({ database });
  const admin = await server.token("admin", {});
  const supervisor = await server.token("supervisor", { sub: "boss" });
  return {
    doors: {
      graphql: async (query, variables) => {
        const token =
          query.includes("ingestPurchases") || query.startsWith("query") ? admin : supervisor;
        const { data, errors } = await server.graphql({
          ...{ query, variables: { ...variables }, token },
        });
        if (errors !== undefined) {
          throw new Error(JSON.stringify(errors));
        }
        return data;
      },
      ndjson: async (body, mode) => {
        const response = await fetch(`${server.url}/v1/events?mode=${mode.toLowerCase()}`, {
          method: "POST",
          headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${admin}` },
          body,
        });
        const text = await response.text();
        if (!response.ok) {
          throw new Error(text);
        }
        return text
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line));
      },
    },
    stop: async () => {
      await server.stop();
      await database.drop();
    },
  };
}
