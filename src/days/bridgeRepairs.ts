import { HOLDS, isHoldReason } from "../domain/purchase/holds.ts";
import type { DayBridge } from "./bridge.ts";

/** What can be done about a day that does not add up, or is not all here yet. */
export interface BridgeRepairView {
  readonly sentence: string;
  /** Null: somebody has to look first. */
  readonly command: string | null;
  /** Running it approves nothing and counts nothing twice. */
  readonly safe: boolean;
}

/** Pure. Held purchases first, then what is missing, then what only a person can decide. */
export function repairsOf(bridge: DayBridge): readonly BridgeRepairView[] {
  return [...heldRepairs(bridge), ...missingRepairs(bridge), ...wrongRepairs(bridge)];
}

function heldRepairs({ steps }: DayBridge): readonly BridgeRepairView[] {
  const held = steps.find(({ reason }) => reason === "HELD")?.causes ?? [];
  return held.map(({ code, count }) => {
    // Their time ends by a refusal, because somebody has to vouch for them: running is vouching.
    const isApproval = isHoldReason(code) && HOLDS[code].end === "REJECT";
    const waitsFor = isHoldReason(code) ? HOLDS[code].waitsFor : code;
    return {
      sentence: isApproval
        ? `${count} held for ${code}: running them approves them. They wait for ${waitsFor}.`
        : `${count} held for ${code}: try them again; what still lacks ${waitsFor} waits on.`,
      command: `npx tributary held release --reason ${code}`,
      safe: !isApproval,
    };
  });
}

function missingRepairs({ declared, toldMinor, source, purchases }: DayBridge) {
  if (declared === null) {
    return [];
  }
  const isLess = purchases < declared.receipts || toldMinor < declared.totalMinor;
  if (isLess) {
    return [
      {
        sentence:
          "Less came than was declared: read again what was not understood, then have the source send the day again; what is here counts once.",
        command: `npx tributary intake replay --source ${source} --state UNREAD`,
        safe: true,
      },
    ];
  }
  return purchases > declared.receipts || toldMinor > declared.totalMinor
    ? [
        {
          sentence:
            "More came than was declared: look for a purchase that was sent under two numbers, or declare the day again.",
          command: null,
          safe: false,
        },
      ]
    : [];
}

function wrongRepairs({ findings }: DayBridge): readonly BridgeRepairView[] {
  return findings.length === 0
    ? []
    : [
        {
          sentence:
            "The ledger differs from the messages: nothing repairs that by itself. See which invariant it breaks, and who changed the rows.",
          command: "npx tributary verify",
          safe: true,
        },
      ];
}
