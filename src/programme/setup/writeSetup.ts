import type { Tx } from "../../../db/connection/client.ts";
import {
  putDestinations,
  retireDestinations,
} from "../../../db/queries/deliveries/destinations.ts";
import {
  putChannels as putAlertChannels,
  retireChannels,
} from "../../../db/queries/incidents/channels.ts";
import { putSlos, retireSlos } from "../../../db/queries/incidents/slos.ts";
import { putSetting } from "../../../db/queries/programme/programme.ts";
import {
  insertSetupChanges,
  putBoundaries,
  putChannels,
  putSources,
  putStores,
  type RetiredTable,
  retire,
} from "../../../db/queries/programme/setup.ts";
import {
  GOODWILL_SETTING,
  IDENTITY_SETTING,
  INSTALLATION_SETTING,
} from "../../core/programmeTables.ts";
import type { DestinationSettings } from "../../domain/delivery/settings.ts";
import type { ChannelSettings } from "../../domain/incident/channelSettings.ts";
import type { SloSettings } from "../../domain/incident/sloSettings.ts";
import type { Installation } from "../../domain/setup/installation.ts";
import type { SetupChange, SetupState } from "../../domain/setup/planSetup.ts";
import type {
  SetupBoundary,
  SetupChannel,
  SetupDocument,
  SetupSource,
  SetupStore,
} from "../../domain/setup/setupSchema.ts";

const TABLES = {
  ...{ BOUNDARY: "boundary", CHANNEL: "channel", STORE: "store", SOURCE: "source" },
} as const satisfies Partial<Record<SetupChange["kind"], RetiredTable>>;

/**
 * Writes what was planned, and puts it on record. Under the lock of set-up, in the transaction
 * that planned it.
 *
 * @param actor who, as records keep it
 */
export async function writeSetup(
  tx: Tx,
  {
    changes,
    document,
    state,
  }: {
    readonly changes: readonly SetupChange[];
    readonly document: SetupDocument;
    readonly state: SetupState;
  },
  actor: string,
): Promise<void> {
  if (changes.length === 0) {
    return;
  }
  const put = <Value>(kind: SetupChange["kind"]): Value[] =>
    changes.flatMap((change) =>
      change.kind === kind && change.after !== null ? [change.after as Value] : [],
    );
  await putSources(tx, put<SetupSource>("SOURCE").map(sourceRow));
  await putStores(tx, put<SetupStore>("STORE"));
  await putChannels(tx, put<SetupChannel>("CHANNEL"));
  const places = placesOf(document, state);
  await putBoundaries(
    tx,
    put<SetupBoundary>("BOUNDARY").map((one) => boundaryRow(one, places.indexOf(one.code) + 1)),
  );
  await putDestinations(
    tx,
    put<DestinationSettings>("DESTINATION").map((settings) => ({ code: settings.code, settings })),
  );
  await putSlos(
    tx,
    put<SloSettings>("SLO").map((settings) => ({ code: settings.code, settings })),
  );
  await putAlertChannels(
    tx,
    put<ChannelSettings>("ALERT_CHANNEL").map((settings) => ({ code: settings.code, settings })),
  );
  await retireAll(tx, changes);
  const [installation] = put<Installation>("INSTALLATION");
  if (installation !== undefined) {
    const { identity, goodwill, ...others } = installation;
    await putSetting(tx, INSTALLATION_SETTING, others);
    await putSetting(tx, IDENTITY_SETTING, identity);
    await putSetting(tx, GOODWILL_SETTING, goodwill);
  }
  await insertSetupChanges(tx, actor, changes);
}

async function retireAll(tx: Tx, changes: readonly SetupChange[]): Promise<void> {
  const leaving = Map.groupBy(
    changes.filter(({ change }) => change === "RETIRED"),
    ({ kind }) => kind,
  );
  const codesOf = (kind: string) =>
    (leaving.get(kind as SetupChange["kind"]) ?? []).map(({ code }) => code);
  for (const [kind, table] of Object.entries(TABLES)) {
    if (codesOf(kind).length > 0) {
      await retire(tx, table, codesOf(kind));
    }
  }
  if (codesOf("DESTINATION").length > 0) {
    await retireDestinations(tx, codesOf("DESTINATION"));
  }
  if (codesOf("SLO").length > 0) {
    await retireSlos(tx, codesOf("SLO"));
  }
  if (codesOf("ALERT_CHANNEL").length > 0) {
    await retireChannels(tx, codesOf("ALERT_CHANNEL"));
  }
}

/** Boundaries are crossed in the order of the document; those that it does not list come after. */
function placesOf({ boundaries = [] }: SetupDocument, state: SetupState): readonly string[] {
  const listed: readonly string[] = boundaries.map(({ code }) => code);
  const others = state.boundaries.map(({ value }) => value.code as string);
  return [...listed, ...others.filter((code) => !listed.includes(code))];
}

function sourceRow({ identifiers, ...source }: SetupSource) {
  const { rank, create, trust } = identifiers;
  return { ...source, identifierRank: rank, createKinds: create, trustedKinds: trust };
}

function boundaryRow({ from, to, owner, ...boundary }: SetupBoundary, position: number) {
  return {
    ...{ ...boundary, position, fromSystem: from, toSystem: to },
    ...{ ownerTeam: owner.team, ownerContact: owner.contact },
  };
}
