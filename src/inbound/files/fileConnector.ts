import type { ImportedMoney } from "../../../db/queries/inbound/importOrders.ts";
import type { RecordedPurchases } from "../../../db/queries/inbound/importReport.ts";
import type { Catalog } from "../../core/catalog.ts";
import type { ProgrammeTables } from "../../core/programmeTables.ts";
import type { SourceRegistration } from "../../programme/ensureProgramme.ts";
import type { PurchaseResult } from "../../purchases/receive/submission.ts";
import type { InboundConnector, TranslatedEvent, Translation } from "../connector.ts";

/** Files as they were named, with what was said about them. */
export interface ArrivedFiles<Options> {
  readonly paths: readonly string[];
  readonly options: Options;
}

/** What a first reading of all files found out. */
export interface Surveyed {
  /** Rows of all files, without the headers. */
  readonly rows: number;
}

/** A part of the files: one row, or some that belong together. */
export interface FilePart<Event extends TranslatedEvent = TranslatedEvent>
  extends Translation<Event> {
  /** Rows of the files that are behind us once one of the part's events is answered. */
  readonly rowsDone: number;
}

/** Adds up one import, part by part and answer by answer. */
export interface FileTally<Event extends TranslatedEvent, Part extends FilePart<Event>> {
  /** Counts a part as read from the files. */
  read(part: Part): void;
  /** Counts the answer to an event. */
  answer(event: Event, result: PurchaseResult): void;
}

/** What became of every row of an import. */
export interface FileReport {
  /** Every row and every amount is accounted for. */
  readonly addsUp: boolean;
  /** For people. */
  readonly text: () => string;
  /** For machines. */
  readonly json: () => unknown;
}

/** The tally of one import and the report that it ends in. */
export interface FileAccount<Event extends TranslatedEvent, Part extends FilePart<Event>> {
  readonly tally: FileTally<Event, Part>;
  /**
   * Compares what was read from the files with what the database has on record of the events that
   * were sent.
   */
  readonly report: (recorded: RecordedPurchases, money: ImportedMoney) => FileReport;
}

/** An option of the command. Without `isRequired` or a `default` it may be left out. */
export interface FileOption {
  /** Such as `--currency <code>`. */
  readonly flags: string;
  readonly description: string;
  readonly isRequired?: true;
  readonly default?: string;
  /** What it must be, and a sentence that says so to whoever gave something else. */
  readonly must?: { readonly be: (text: string) => boolean; readonly sentence: string };
}

/** How the command of a format explains itself. */
export interface FileCommand {
  readonly description: string;
  /** What its files are. */
  readonly files: string;
  readonly options: readonly FileOption[];
  /** Stands below the options: what the files look like, and lines that can be pasted. */
  readonly help: string;
}

/**
 * A kind of file: `tributary import CODE FILE...`. All that is the same for every kind is done by
 * its caller.
 */
export interface FileConnector<
  Options = object,
  Verified extends Surveyed = Surveyed,
  Event extends TranslatedEvent = TranslatedEvent,
  Part extends FilePart<Event> = FilePart<Event>,
> extends InboundConnector<Verified, Part> {
  readonly command: FileCommand;
  /**
   * That the files are what they claim to be, before anything of them is sent: whole and readable.
   * Throws with a sentence that says what is wrong and what to do.
   */
  verify(arrived: ArrivedFiles<Options>): Promise<Verified>;
  /** The source that the events are from; registered where it is not. */
  source(options: Options): SourceRegistration;
  /**
   * What of the set-up stands in the way, in a sentence that says what to do; asked before anything
   * is written. Null: nothing.
   */
  refusal?(
    options: Options,
    tables: Pick<ProgrammeTables, "hopsByChannel" | "sourcesByCode">,
  ): string | null;
  account(verified: Verified, catalog: Pick<Catalog, "rulesetAt">): FileAccount<Event, Part>;
}
