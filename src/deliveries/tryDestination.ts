import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { NOTHING_TOLD } from "./exchange.ts";
import { FilesFolder } from "./files/filesFolder.ts";
import type { Message } from "./message.ts";
import { Teller, type TellerDeps, type Telling } from "./teller.ts";

/** What came of asking a destination whether it would take a message. */
export interface Trial {
  readonly isTaken: boolean;
  readonly status: number | null;
  readonly answer: string;
  readonly milliseconds: number;
}

/** What trying takes: beside what messages are sent with, the operator's folder of files. */
export interface TryDeps extends TellerDeps {
  /** Null: there is none. */
  readonly filesFolder: string | null;
}

/**
 * Sends a message about nobody, of type `tributary.test`, as any other is sent. Of files, it tries
 * whether their folder can be written.
 */
export async function tryDestination(
  destination: Telling["destination"],
  deps: TryDeps,
): Promise<Trial> {
  const { code, settings } = destination;
  if (settings.sends.kind === "files") {
    return await tryFolder(deps.filesFolder, settings.sends.folder);
  }
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

async function tryFolder(root: string | null, name: string): Promise<Trial> {
  const beganMs = performance.now();
  const trial = (isTaken: boolean, answer: string): Trial => ({
    ...{ isTaken, status: null, answer },
    milliseconds: Math.round(performance.now() - beganMs),
  });
  if (root === null) {
    return trial(false, "DELIVER_FILES_FOLDER is not set here; set it where files are written.");
  }
  try {
    const folder = await FilesFolder.open(root, name);
    await folder.probe();
    return trial(true, "Its folder can be written.");
  } catch (error) {
    return trial(false, (error as Error).message);
  }
}
