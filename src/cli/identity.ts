import { type Command, InvalidArgumentError } from "commander";
import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { readCustomersOf } from "../../db/queries/identity/leaves.ts";
import { countRecords, listModels } from "../../db/queries/identity/models.ts";
import { Catalog } from "../core/catalog.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { compareModels } from "../identity/models/compareModels.ts";
import {
  activateModel,
  DEFAULT_VERSION,
  fitDraft,
  IdentityModelError,
  readActive,
  readModel,
  shadowModel,
  shadowVersion,
} from "../identity/models/models.ts";
import { readShadowReport } from "../identity/models/shadow.ts";
import type { PairVerdict, VerdictChange } from "../identity/models/verdicts.ts";
import { redecide } from "../identity/records/redecide.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import { withDatabase } from "./context.ts";
import { operator } from "./operator.ts";

interface OutputOptions {
  readonly json?: true;
  readonly quiet?: true;
}

interface FitOptions extends OutputOptions {
  readonly seed: number;
}

interface CompareOptions extends OutputOptions {
  readonly sample: number;
}

const EXAMPLES = `
Examples:
  npx tributary identity fit
  npx tributary identity shadow 1
  npx tributary identity compare 1 --sample 10
  npx tributary identity activate 1

Weights say how much it speaks for one person that two records agree in a field, or against it that they do not. \`fit\`
estimates them on your own records without being told who is who; \`compare\` says what they would decide otherwise;
\`activate\` lets them decide, about all records anew. Version 0 are the weights that come with the product.`;

const ACTIVATE_HELP = `
The weights decide from the first moment on; then all records are decided anew, page by page, beside running servers.
What is interrupted goes on when the command is called again, from the start, and comes to the same. To go back,
activate the version before, or 0.`;

/** Pairs shown of each change when nothing else is asked for. */
const SAMPLE = 5;
const SEED = 1;

/** `tributary identity`: the weights that decide which records are one person. */
export function register(program: Command): void {
  const identity = program
    .command("identity")
    .description("weights that decide which records of persons are one")
    .addHelpText("after", EXAMPLES);
  identity
    .command("fit")
    .description(
      "estimate weights on the records that are there; they are a draft and decide nothing",
    )
    .option(
      "--seed <number>",
      "draws pairs at random; the same again, the same weights",
      numberOf,
      SEED,
    )
    .option("--json", "print one JSON object")
    .option("--quiet", "show no progress")
    .action((options: FitOptions) => told(() => estimate(options)));
  identity
    .command("models")
    .description("list the versions of the weights")
    .option("--json", "print one JSON object")
    .action((options: OutputOptions) => told(() => models(options)));
  identity
    .command("shadow")
    .description(
      "try a version beside the active one: servers compare with it as records come, and it decides nothing; " +
        "without a version, say what the one that is tried would have done so far",
    )
    .argument("[version]", "as `identity models` shows it", numberOf)
    .option("--sample <pairs>", "pairs shown of each change", numberOf, SAMPLE)
    .option("--json", "print one JSON object")
    .action((version: number | undefined, options: CompareOptions) =>
      told(() => (version === undefined ? tried(options) : shadow(version, options))),
    );
  identity
    .command("compare")
    .description("say what a version would decide otherwise than the active one; changes nothing")
    .argument("[version]", "as `identity models` shows it; default: the shadow", numberOf)
    .option("--sample <pairs>", "pairs shown of each change", numberOf, SAMPLE)
    .option("--json", "print one JSON object")
    .option("--quiet", "show no progress")
    .action((version: number | undefined, options: CompareOptions) =>
      told(() => compare(version, options)),
    );
  identity
    .command("activate")
    .description("let a version decide, and decide about all records anew")
    .argument("<version>", "as `identity models` shows it", numberOf)
    .option("--json", "print one JSON object")
    .option("--quiet", "show no progress")
    .addHelpText("after", ACTIVATE_HELP)
    .action((version: number, options: OutputOptions) => told(() => activate(version, options)));
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  throw new InvalidArgumentError("It must be a whole number from 0 up.");
}

async function told(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof IdentityModelError)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}

async function estimate({ seed, json, quiet }: FitOptions): Promise<void> {
  const made = await withDatabase(({ sql }) =>
    fitDraft(sql, {
      ...{ seed, by: operator() },
      onStart: (records) =>
        say(quiet, `Estimating on ${records} records; a minute where there are many.`),
    }),
  );
  const { version, records, model } = made;
  if (json === true) {
    console.log(
      JSON.stringify({ version, status: "DRAFT", records, thresholds: model.thresholds }),
    );
    return;
  }
  console.log(`Version ${version}, a draft, was estimated on ${records} records.`);
  console.log(`See what it would change: tributary identity compare ${version}`);
}

async function models({ json }: OutputOptions): Promise<void> {
  const listed = await withDatabase(async ({ sql }) => {
    const stored = await listModels(sql);
    const isDefaultActive = stored.every(({ status }) => status !== "ACTIVE");
    const { model } = await readModel(sql, DEFAULT_VERSION);
    return [
      ...stored.map((row) => ({
        version: row.version,
        status: row.status as string,
        records: Number(row.records),
        thresholds: (row.parameters as typeof model).thresholds,
        createdAt: instantText(row.created_at),
        createdBy: row.created_by as string | null,
        activatedAt: instantText(row.activated_at),
      })),
      {
        ...{ version: DEFAULT_VERSION, status: isDefaultActive ? "ACTIVE" : "RETIRED", records: 0 },
        ...{ thresholds: model.thresholds, createdAt: null, createdBy: null, activatedAt: null },
      },
    ];
  });
  if (json === true) {
    console.log(JSON.stringify({ models: listed }));
    return;
  }
  for (const { version, status, records, thresholds, createdAt, createdBy } of listed) {
    const made =
      createdAt === null
        ? "comes with the product"
        : `${records} records, ${createdAt} ${createdBy}`;
    const { merge, review } = thresholds;
    console.log(`${version}  ${status}  merges from ${merge}, shows from ${review} bits  ${made}`);
  }
}

function instantText(at: string | null): string | null {
  return at === null ? null : formatInstant(instantFromPg(at));
}

async function shadow(version: number, { json }: OutputOptions): Promise<void> {
  await withDatabase(({ sql }) => shadowModel(sql, version, operator()));
  console.log(
    json === true
      ? JSON.stringify({ version, status: "SHADOW" })
      : `Version ${version} is tried beside the active one: tributary identity compare ${version}. ` +
          "What it makes of records that come from now on: tributary identity shadow",
  );
}

/** What servers have seen of the version that is tried, as records came. */
async function tried({ sample, json }: CompareOptions): Promise<void> {
  const report = await withDatabase(async ({ sql }) => {
    const version = await shadowVersion(sql);
    if (version === null) {
      throw new IdentityModelError(
        "No version is tried; `tributary identity shadow VERSION` does.",
      );
    }
    const { version: active } = await readActive(sql);
    return { active, version, ...(await asCame(sql, version, sample)) };
  });
  console.log(json === true ? JSON.stringify(report) : formatTried(report));
}

/** As records came, with the customers' ids as the API shows them. */
async function asCame(sql: Sql, version: number, sample: number) {
  const { changes, ...report } = await readShadowReport(sql, version, sample);
  return { ...report, changes: await shown(sql, changes) };
}

type AsCame = Awaited<ReturnType<typeof asCame>>;

function formatTried(
  report: AsCame & { readonly active: number; readonly version: number },
): string {
  const { active, version, since, pairs, changes, days } = report;
  if (since === null) {
    return `Version ${version} is tried, and no records have been compared since.`;
  }
  const differ = days.map((day) => `${day.day}  ${day.differ} of ${day.pairs} otherwise`);
  return [
    `${pairs} comparisons since ${since}, as records came, under version ${version} instead of ${active}:`,
    ...linesOf(changes),
    ...differ,
  ].join("\n");
}

async function compare(asked: number | undefined, options: CompareOptions): Promise<void> {
  const report = await withDatabase(async ({ sql }) => {
    const version = asked ?? (await shadowVersion(sql));
    if (version === null) {
      throw new IdentityModelError(
        "No version is tried; name one, or `tributary identity shadow` one.",
      );
    }
    const [before, after] = [await readActive(sql), await readModel(sql, version)];
    if (before.version === version) {
      throw new IdentityModelError(
        `Version ${version} is the active one; compare another with it.`,
      );
    }
    const progress = await progressOf(sql, options.quiet);
    const found = await compareModels(sql, before.model, after.model, {
      sample: options.sample,
      onProgress: (records) => progress("compared", records),
    });
    if (found.records === 0) {
      throw new IdentityModelError("There are no records of persons to compare.");
    }
    const { changes, ...counts } = found;
    const ran = await asCame(sql, version, options.sample);
    return {
      ...{ active: before.version, version, ...counts, changes: await shown(sql, changes) },
      asCame: ran.since === null ? null : ran,
    };
  });
  console.log(options.json === true ? JSON.stringify(report) : format(report));
}

/** With the customers' ids as the API shows them, so that somebody can open the two. */
async function shown(sql: Sql, changes: readonly VerdictChange[]) {
  const leaves = changes.flatMap(({ samples }) => samples.flatMap((sample) => sample.leaves));
  const rows = leaves.length === 0 ? [] : await readCustomersOf(sql, leaves);
  const idOf = new Map(
    rows.map((row) => [row.leaf_id, encodeGlobalId("Customer", row.public_id)] as const),
  );
  return changes.map((change) => ({
    ...change,
    samples: change.samples.map(({ leaves: both, weightBefore, weightAfter, ...sample }) => ({
      ...sample,
      customers: both.map((leaf) => idOf.get(leaf) ?? null),
      weightBefore: Number(weightBefore.toFixed(2)),
      weightAfter: Number(weightAfter.toFixed(2)),
    })),
  }));
}

type ShownChange = Awaited<ReturnType<typeof shown>>[number];

const VERDICTS: Readonly<Record<PairVerdict, string>> = {
  MERGE: "merged",
  REVIEW: "shown to somebody",
  APART: "left apart",
};

function format(report: {
  readonly active: number;
  readonly version: number;
  readonly records: number;
  readonly pairs: number;
  readonly changes: readonly ShownChange[];
  readonly asCame: AsCame | null;
}): string {
  const { active, version, records, pairs, changes, asCame: ran } = report;
  return [
    `${pairs} pairs of ${records} records, each by itself, under version ${version} instead of ${active}:`,
    ...linesOf(changes),
    ...(ran === null ? [] : [formatTried({ active, version, ...ran })]),
  ].join("\n");
}

function linesOf(changes: readonly ShownChange[]): string[] {
  const lines = changes.length === 0 ? ["nothing would be decided otherwise"] : [];
  for (const { from, to, pairs: count, samples } of changes) {
    lines.push(`${count} ${VERDICTS[to]} instead of ${VERDICTS[from]}`);
    for (const { records: both, customers, weightBefore, weightAfter } of samples) {
      const bits = `${weightBefore.toFixed(1)} -> ${weightAfter.toFixed(1)} bits`;
      lines.push(
        `    records ${both.join(" and ")}, customers ${customers.join(" and ")}: ${bits}`,
      );
    }
  }
  return lines;
}

async function activate(version: number, { json, quiet }: OutputOptions): Promise<void> {
  const done = await withDatabase(async ({ sql }) => {
    const { model, before } = await activateModel(sql, version, operator());
    say(quiet, `Version ${version} decides from now on; all records are decided anew.`);
    const progress = await progressOf(sql, quiet);
    let records = 0;
    const deps = { sql, catalog: await Catalog.load(sql), newPublicId: uuidv7 };
    await redecide(deps, model, {
      onProgress: ({ doing, records: at }) => {
        records = at;
        progress(doing === "score" ? "scored" : "decided", at);
      },
    });
    return { version, status: "ACTIVE", before, records };
  });
  console.log(
    json === true
      ? JSON.stringify(done)
      : `Version ${version} is active; ${done.records} records were decided anew under it.`,
  );
}

function say(quiet: true | undefined, text: string): void {
  if (quiet !== true) {
    console.error(text);
  }
}

/** Of each part of the work, lines that are shown. */
const LINES = 10;

async function progressOf(
  sql: Sql,
  quiet: true | undefined,
): Promise<(doing: string, records: number) => void> {
  const total = await countRecords(sql, Number.MAX_SAFE_INTEGER);
  let shownLast = "";
  return (doing, records) => {
    const line = `${doing} ${Math.floor((records / Math.max(total, 1)) * LINES)}`;
    if (line !== shownLast) {
      say(quiet, `${records} of ${total} records ${doing}`);
    }
    shownLast = line;
  };
}
