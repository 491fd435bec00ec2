import { Command } from "commander";
import { expect, test } from "vitest";
import { registerFiles } from "../../../src/cli/import/fileCommand.ts";
import type { Fault, TranslatedEvent } from "../../../src/inbound/connector.ts";
import { FILE_CONNECTORS } from "../../../src/inbound/files/connectors.ts";
import type { FileConnector, FilePart } from "../../../src/inbound/files/fileConnector.ts";
import { importFiles } from "../../../src/inbound/files/importFiles.ts";
import type { PurchaseResult, Submission } from "../../../src/purchases/receive/submission.ts";

/**
 * A third kind of file, made of its own folder's work and nothing else: its "files" are their own
 * text.
 */
const WORDS: FileConnector<
  { readonly prefix: string },
  { readonly rows: number; readonly words: readonly string[]; readonly prefix: string }
> = {
  code: "words",
  command: {
    description: "import words",
    files: "words",
    options: [
      {
        flags: "--prefix <text>",
        description: "before every word",
        default: "w",
        must: { be: (text) => text.length === 1, sentence: "It must be one letter." },
      },
    ],
    help: "\nExamples:\n  npx tributary import words one two\n",
  },
  source: () => ({ code: "words", name: "Words", identifierRank: [] }),
  verify: async ({ paths, options }) => ({
    ...{ rows: paths.length, words: paths, prefix: options.prefix },
  }),
  async *translate({ words, prefix }) {
    for (const [index, word] of words.entries()) {
      const faults: Fault[] = word === "" ? [{ problem: `word ${index + 1} is empty` }] : [];
      const events = [...word].map((letter) => ({
        eventId: `${prefix}${index}${letter}`,
        event: {},
      }));
      yield { events, faults, rowsDone: index + 1 };
    }
  },
  account: () => ({
    tally: { read: () => {}, answer: () => {} },
    report: () => ({ addsUp: true, text: () => "", json: () => ({}) }),
  }),
};

const applied = async ({ events }: Submission): Promise<PurchaseResult[]> =>
  events.map((_event, index) => ({
    ...{ index, source: "words", eventId: "", outcome: "APPLIED", duplicate: false, reason: null },
    ...{ field: null, message: null, refusedIdentifiers: [], orderId: null, leafId: null },
  }));

test("the parts of any kind of file go in whole batches, in their order, each counted when it is read and answered", async () => {
  const read: FilePart[] = [];
  const answered: TranslatedEvent[] = [];
  const sent: number[] = [];
  const progress: number[] = [];
  const verified = await WORDS.verify({ paths: ["ab", "", "cde"], options: { prefix: "w" } });
  const ids = await importFiles(WORDS.translate(verified), {
    ...{ source: "words", rows: verified.rows, batchSize: 2 },
    tally: {
      read: (part) => void read.push(part),
      answer: (event) => void answered.push(event),
    },
    receive: async (submission) => {
      sent.push(submission.events.length);
      return await applied(submission);
    },
    onProgress: ({ rows }) => void progress.push(rows),
  });
  expect(ids).toEqual(["w0a", "w0b", "w2c", "w2d", "w2e"]);
  expect(answered.map(({ eventId }) => eventId)).toEqual(ids);
  expect(sent).toEqual([2, 2, 1]);
  expect(progress).toEqual([1, 3, 3]);
  expect(read.flatMap(({ faults }) => faults)).toEqual([{ problem: "word 2 is empty" }]);
});

test("a kind of file has its subcommand by what it says of itself, and what it refuses is said in its words", async () => {
  const program = new Command("import").exitOverride();
  registerFiles(program, WORDS);
  const [command] = program.commands;
  const said: string[] = [];
  command?.exitOverride().configureOutput({ writeErr: (text) => void said.push(text) });
  const help = command?.helpInformation() ?? "";
  expect(help).toMatch(/words \[options\] <files\.\.\.>/);
  expect(help).toMatch(/--prefix <text> +before every word \(default: "w"\)/);
  expect(help).toMatch(/--json[\s\S]*--quiet[\s\S]*--batch-size/);
  await expect(
    program.parseAsync(["words", "one", "--prefix", "two"], { from: "user" }),
  ).rejects.toThrow("It must be one letter.");
  expect(said.join()).toContain("It must be one letter.");
});

test("every kind of file is called by a name of its own", () => {
  const codes = FILE_CONNECTORS.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
