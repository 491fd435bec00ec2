import { expect } from "vitest";
import { allHaveHeard, type Cut, cutIn } from "../../../src/deliveries/shadow/cutDestination.ts";
import type { DeliveryBench } from "./deliveryBench.ts";
import type { ReceivedMessage, ScriptedReceiver } from "./scriptedReceiver.ts";

/** Cuts whatever the verdict, until everybody has heard. */
export async function cutBy(
  { database: { sql } }: Pick<DeliveryBench, "database">,
  destination: string,
  mode: Cut["mode"],
): Promise<void> {
  const answer = await sql.begin((tx) =>
    cutIn(tx, { destination, mode, force: true, reason: "test" }, "test"),
  );
  expect(answer).toEqual({ mode, userErrors: [] });
  await allHaveHeard();
}

/** What reached a receiver of a destination's messages, in that order. */
export function askedOf(
  receiver: ScriptedReceiver,
  code: string,
): readonly ReceivedMessage["data"][] {
  return receiver.requests
    .filter(({ message }) => message.data.id.startsWith(`${code}-`))
    .map(({ message }) => message.data);
}

/** What became of each row of a destination, as its number and outcome. */
export async function outcomesAt(
  bench: Pick<DeliveryBench, "deliveriesOf">,
  id: number,
): Promise<readonly string[]> {
  return (await bench.deliveriesOf(id)).map(({ outcome, seq }) => `${seq} ${outcome}`);
}
