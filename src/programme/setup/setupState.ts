import { hash } from "node:crypto";
import type { Sql, Tx } from "../../../db/connection/client.ts";
import { readDestinations } from "../../../db/queries/deliveries/destinations.ts";
import { readChannels } from "../../../db/queries/incidents/channels.ts";
import { readSlos } from "../../../db/queries/incidents/slos.ts";
import { findSetting } from "../../../db/queries/programme/programme.ts";
import { readSetup } from "../../../db/queries/programme/setup.ts";
import {
  GOODWILL_SETTING,
  IDENTITY_SETTING,
  INSTALLATION_SETTING,
  installationOf,
} from "../../core/programmeTables.ts";
import { canonical, type SetupEntry, type SetupState } from "../../domain/setup/planSetup.ts";
import {
  SETUP_FORM,
  type SetupBoundary,
  type SetupChannel,
  type SetupDocument,
} from "../../domain/setup/setupSchema.ts";

/** Hex digits of a version: two people never meet by chance. */
const VERSION_LENGTH = 16;

/** The set-up as the database has it. */
export async function loadSetup(sql: Tx | Sql): Promise<SetupState> {
  const said = await findSetting(sql, INSTALLATION_SETTING);
  const identity = await findSetting(sql, IDENTITY_SETTING);
  const goodwill = await findSetting(sql, GOODWILL_SETTING);
  const rows = await readSetup(sql);
  const destinations = await readDestinations(sql);
  const slos = await readSlos(sql);
  const channels = await readChannels(sql);
  const isRetired = ({ retiredAt }: { readonly retiredAt: string | null }) => retiredAt !== null;
  return {
    installation: installationOf(said, { identity, goodwill }),
    isInstallationSaid: said !== null || identity !== null || goodwill !== null,
    boundaries: rows.boundaries.map((row) => ({
      isRetired: isRetired(row),
      value: {
        // The schema knows every hop that there is; the table is older than the schema.
        code: row.code as SetupBoundary["code"],
        ...{ from: row.fromSystem, to: row.toSystem },
        owner: { team: row.ownerTeam, contact: row.ownerContact },
        ...{ sloSeconds: row.sloSeconds, runbook: row.runbook, toldBy: [...row.toldBy] },
      },
    })),
    channels: rows.channels.map((row) => ({
      isRetired: isRetired(row),
      value: { code: row.code, name: row.name, hops: [...row.hops] as SetupChannel["hops"] },
    })),
    stores: rows.stores.map(({ retiredAt, ...value }) => ({
      isRetired: retiredAt !== null,
      value,
    })),
    destinations: destinations.map(({ settings, retiredAt }) => ({
      isRetired: retiredAt !== null,
      value: settings,
    })),
    modes: new Map(destinations.map(({ code, mode }) => [code, mode])),
    slos: slos.map(({ settings, retiredAt }) => ({
      isRetired: retiredAt !== null,
      value: settings,
    })),
    alertChannels: channels.map(({ settings, retiredAt }) => ({
      isRetired: retiredAt !== null,
      value: settings,
    })),
    sources: rows.sources.map((row) => ({
      isRetired: isRetired(row),
      value: {
        ...{ code: row.code, name: row.name, region: row.region, autoEnrol: row.autoEnrol },
        identifiers: {
          rank: [...row.identifierRank],
          create: [...row.createKinds],
          trust: [...row.trustedKinds],
        },
        ...{ defaultChannel: row.defaultChannel, sections: [...row.sections] },
        receives: row.receives,
        expectedEverySeconds: row.expectedEverySeconds,
      },
    })),
  };
}

/** The set-up as a document that, applied, changes nothing. */
export function documentOf(state: SetupState): SetupDocument {
  const active = <Value>(entries: readonly SetupEntry<Value>[]): Value[] =>
    entries.filter(({ isRetired }) => !isRetired).map(({ value }) => value);
  return {
    setup: SETUP_FORM,
    ...state.installation,
    boundaries: active(state.boundaries),
    channels: active(state.channels),
    stores: active(state.stores),
    sources: active(state.sources),
    destinations: active(state.destinations),
    slos: active(state.slos),
    alertChannels: active(state.alertChannels),
  };
}

/** Says whether the set-up is the one that somebody looked at. */
export function versionOf(state: SetupState): string {
  return hash("sha256", canonical(documentOf(state)), "hex").slice(0, VERSION_LENGTH);
}
