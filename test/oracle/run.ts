import { generateLife } from "./generate.ts";
import type { Life } from "./life.ts";
import { compare, type Doors, type Step, type Telling, tell } from "./play.ts";
import { SETTINGS, type Setting } from "./programmes.ts";
import { Chance } from "./random.ts";

/**
 * A whole run: lives under each setting, told and compared; what differs is told again, smaller and
 * smaller.
 */

const LIVES_AT_ONCE = 12;
/** A life that differs is made smaller by so many tries at most. */
const TRIES_MAX = 60;
/** So many of the differing lives of a run are made smaller. */
const SHRUNK_MAX = 6;
/**
 * Rounds of further lives, some under each setting, while something has not been met that a run
 * needs.
 */
const FURTHER_MAX = 8;

export interface Difference {
  readonly setting: string;
  readonly life: string;
  readonly differences: readonly string[];
  /** The smallest life that still differs, as far as was tried; null: it was not tried. */
  readonly smallest: readonly Step[] | null;
}
export interface Report {
  readonly seed: number;
  orders: number;
  events: number;
  lives: number;
  figures: number;
  readonly different: Difference[];
  /** How many orders, lines and tier changes were of which kind. */
  readonly seen: Record<string, number>;
}
export interface Opened {
  readonly doors: Doors;
  readonly stop: () => Promise<void>;
}

export async function runOracle(request: {
  readonly seed: number;
  readonly orders: number;
  /** What must have been met: of a run in which it was not, further lives are told. */
  readonly needs: readonly string[];
  readonly open: (setting: Setting) => Promise<Opened>;
  readonly onSaid: (text: string) => void;
}): Promise<Report> {
  const report: Report = {
    ...{ seed: request.seed, orders: 0, events: 0, lives: 0, figures: 0, different: [], seen: {} },
  };
  const settings = SETTINGS.map((setting, number) => {
    return { setting, chance: new Chance(request.seed * SETTINGS.length + number) };
  });
  const run = async ({ setting, chance }: (typeof settings)[number], wanted: number) => {
    const { doors, stop } = await request.open(setting);
    try {
      while (report.orders < wanted) {
        await runSome(doors, setting, chance, report);
        request.onSaid(
          `${setting.name}: ${report.orders} of ${request.orders} orders, ${report.different.length} lives differ`,
        );
      }
    } finally {
      await stop();
    }
  };
  for (const [number, one] of settings.entries()) {
    await run(one, Math.ceil((request.orders * (number + 1)) / SETTINGS.length));
  }
  const isMissing = (what: string) => report.seen[what] === undefined;
  for (let round = 0; round < FURTHER_MAX && request.needs.some(isMissing); round += 1) {
    for (const one of settings) {
      await run(one, report.orders + 1);
    }
  }
  return report;
}

async function runSome(doors: Doors, setting: Setting, chance: Chance, report: Report) {
  const until = BigInt(Date.now() - 60_000) * 1000n;
  const tellings = Array.from({ length: LIVES_AT_ONCE }, (_, at): Telling => {
    const name = `L${report.lives + at}`;
    const { events } = generateLife(chance, setting, name, until);
    const inOrder = setting.mode === "BACKFILL" || chance.percent(30);
    const arriving = inOrder ? events : chance.shuffled(events);
    const steps: Step[] = arriving.map((event) => ({ event }));
    for (const event of arriving) {
      if (chance.percent(5)) {
        steps.push({ event });
      }
    }
    if (setting.mode === "LIVE") {
      addCommands(steps, chance);
    }
    return { name, steps };
  });
  const lives = await tell(doors, setting, tellings, chance);
  const { different, figures, orders } = await compare(doors, setting, lives);
  report.lives += tellings.length;
  report.events += tellings.reduce((all, { steps }) => all + steps.length, 0);
  report.figures += figures;
  report.orders += orders;
  for (const life of lives.values()) {
    note(life, report.seen);
  }
  for (const [life, differences] of different) {
    const telling = tellings.find(({ name }) => name === life);
    const isTried = telling !== undefined && report.different.length < SHRUNK_MAX;
    const smallest = isTried ? await shrink(doors, setting, telling) : null;
    report.different.push({
      ...{ setting: setting.name, life },
      ...(smallest ?? { differences, smallest: null }),
    });
  }
}

function note(life: Life, seen: Record<string, number>): void {
  const count = (what: string) => {
    seen[what] = (seen[what] ?? 0) + 1;
  };
  for (const { order, decision } of life.orders) {
    count(order.status);
    count(order.currency ?? "no currency");
    for (const because of decision.because) {
      count(because ?? "EARNED");
    }
  }
  for (const { kind } of life.tier?.changes ?? []) {
    count(kind);
  }
  if (life.wallets.lots.some(({ expired }) => expired > 0n)) {
    count("EXPIRED");
  }
  if (life.spent.some((points) => points > 0n)) {
    count("SPENT");
  }
}

function addCommands(steps: Step[], chance: Chance): void {
  if (chance.percent(85)) {
    steps.splice(chance.below(steps.length + 1), 0, { do: "join" });
  }
  if (chance.percent(60)) {
    const late = Math.floor(steps.length / 2);
    steps.splice(chance.from(late, steps.length), 0, {
      ...{ do: "spend", percent: chance.from(20, 100) },
    });
  }
}

/** Leaves out one step after the other for as long as it still differs. */
async function shrink(doors: Doors, setting: Setting, telling: Telling) {
  let smallest = telling.steps;
  let differences: readonly string[] | null = null;
  let tries = 0;
  const differs = async (steps: readonly Step[]): Promise<readonly string[]> => {
    tries += 1;
    const name = `${telling.name}S${tries}`;
    const renamed = JSON.parse(
      JSON.stringify(steps)
        .replaceAll(`"${telling.name}-`, `"${name}-`)
        .replaceAll(`"${telling.name}"`, `"${name}"`),
    ) as Step[];
    try {
      const lives = await tell(doors, setting, [{ name, steps: renamed }], new Chance(tries));
      // A backfill waits for no order: without its beginning a life is another one.
      const isWhole = setting.mode === "LIVE" || lives.get(name)?.waiting.length === 0;
      const { different } = await compare(doors, setting, lives);
      return isWhole ? (different.get(name) ?? []) : [];
    } catch (error) {
      if (error instanceof Error && /HELD|REJECTED|CONFLICT/.test(error.message)) {
        return [];
      }
      throw error;
    }
  };
  for (let again = true; again && tries < TRIES_MAX; ) {
    again = false;
    for (const step of smallest) {
      if (tries >= TRIES_MAX) {
        break;
      }
      const fewer = smallest.filter((other) => other !== step);
      const found = await differs(fewer);
      if (found.length === 0) {
        continue;
      }
      smallest = fewer;
      differences = found;
      again = true;
    }
  }
  return differences === null ? null : { smallest, differences };
}
