import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { NOTHING_TOLD } from "./exchange.ts";
import type { Message } from "./message.ts";
import { Teller, type TellerDeps, type Telling } from "./teller.ts";

/** What came of asking a destination whether it would take a message. */
export interface Trial {
  readonly isTaken: boolean;
  readonly status: number | null;
  readonly answer: string;
  readonly milliseconds: number;
}

/** Sends a message about nobody, of type `tributary.test`, as any other is sent. */
export async function tryDestination(
  destination: Telling["destination"],
  deps: TellerDeps,
): Promise<Trial> {
  const { code, settings } = destination;
  const at = formatInstant((deps.wallMs() * MICROS_PER_MILLISECOND) as Instant);
  const message: Message = {
    ...{ id: `${code}-test`, type: "tributary.test", at },
    ...{ customerId: "", sequence: 0, knownBy: null, data: {}, fields: {}, coupon: null },
  };
  const beganMs = performance.now();
  const teller = new Teller(deps);
  try {
    const answer = await teller.tell({ message, destination, mayStill: () => true });
    const isTaken = answer?.kind === "DELIVERED" && answer !== NOTHING_TOLD;
    return {
      ...{ isTaken, status: answer?.status ?? null },
      answer:
        answer === NOTHING_TOLD
          ? `A ${settings.sends.kind} cannot be tried without a customer.`
          : (answer?.text ?? ""),
      milliseconds: Math.round(performance.now() - beganMs),
    };
  } finally {
    await teller.close();
  }
}
