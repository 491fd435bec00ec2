import {
  TillAuthoriseDocument,
  TillCaptureDocument,
  TillRefundDocument,
  TillReleaseDocument,
} from "../../__generated__/graphql.ts";
import { businessDateOf, keyOf, type Presented, type SetAside } from "../sale/sale.ts";
import type { Till } from "./context.ts";
import { askedOf, firstProblem, operationOf } from "./couponSteps.ts";
import type { Act } from "./useActs.ts";

/** Points are set aside for this sale. `attempt` tells a second time in one sale from the first. */
export function authoriseStep(
  till: Till,
  wanted: {
    readonly presented: Presented;
    readonly points: string;
    readonly worth: string;
    readonly attempt: string;
  },
): Act {
  const { place, wire, change, state } = till;
  const { basket } = state.sale;
  const day = businessDateOf(Date.now(), place.timeZone);
  const key = keyOf(place, state.sale, day, `points-${wanted.attempt}`);
  const held = (hold: { id: string; points: string; expiresAt?: string | null | undefined }) =>
    change({
      ...{ kind: "pointsHeld", basket },
      hold: {
        ...{ id: hold.id, points: hold.points, worth: wanted.worth, state: "held" },
        expiresAt: hold.expiresAt ?? null,
      },
    });
  const input = {
    ...{ idempotencyKey: key, customer: wanted.presented.by, points: wanted.points },
    reference: basket,
  };
  return {
    name: "authorise",
    send: async () => {
      const told = (await wire.ask(TillAuthoriseDocument, { input })).authorisePoints;
      if (told?.hold != null) {
        held(told.hold);
      }
      return { problem: firstProblem([], told?.userErrors ?? []), isRepeat: false };
    },
    ask: async () => {
      const operation = await operationOf(till, key);
      if (operation?.hold != null) {
        held(operation.hold);
      }
      return askedOf(operation?.status);
    },
    wait: null,
  };
}

/** A step that ends, or takes back, what was set aside. */
function endStep(
  till: Till,
  end: {
    readonly name: "capture" | "release" | "refund";
    readonly hold: SetAside;
    readonly done: () => void;
    readonly waits: boolean;
  },
): Act {
  const { wire } = till;
  const { hold, name, done } = end;
  const key = `${hold.id}/${name}`;
  const variables = { input: { idempotencyKey: key, authorisation: hold.id } };
  const told = async () => {
    switch (name) {
      case "capture":
        return (await wire.ask(TillCaptureDocument, variables)).capturePoints;
      case "release":
        return (await wire.ask(TillReleaseDocument, variables)).releasePoints;
      case "refund":
        return (await wire.ask(TillRefundDocument, variables)).refundPoints;
    }
  };
  return {
    name,
    send: async () => {
      const problem = firstProblem([], (await told())?.userErrors ?? []);
      if (problem === null) {
        done();
      }
      return { problem, isRepeat: false };
    },
    ask: async () => {
      const asked = askedOf((await operationOf(till, key))?.status);
      if (asked === "counted") {
        done();
      }
      return asked;
    },
    wait: end.waits ? done : null,
  };
}

export function captureStep(till: Till, hold: SetAside): Act {
  const done = () => till.change({ kind: "pointsMoved", id: hold.id, state: "captured" });
  return endStep(till, { ...{ name: "capture", hold, done }, waits: false });
}

/** Without a connection too: the till lets go at once, and says so afterwards. */
export function releaseStep(till: Till, hold: SetAside): Act {
  const { basket } = till.state.sale;
  const done = () => till.change({ kind: "pointsHeld", basket, hold: null });
  return endStep(till, { ...{ name: "release", hold, done }, waits: true });
}

export function refundStep(till: Till, hold: SetAside): Act {
  const done = () => till.change({ kind: "pointsMoved", id: hold.id, state: "refunded" });
  return endStep(till, { ...{ name: "refund", hold, done }, waits: false });
}
