import type { InteractionKind } from "../../../domain/interaction/interaction.ts";
import type { Fields } from "../foreign.ts";

/** What became of one mail, in its provider's words, and where each of them stands. */
export interface MailEvent {
  /** The provider's own id of the event; null where it has none. */
  readonly id: string | null;
  readonly word: string | null;
  readonly wordAt: string;
  /** RFC 3339. */
  readonly at: string | null;
  readonly timeAt: string;
  readonly email: string | null;
  readonly emailAt: string;
  readonly subject: string | null;
  readonly campaign: string | null;
}

/** What a provider's word comes to: an interaction, or nothing that we keep. */
export type Meaning = InteractionKind | "PASSED_OVER";

/** How one provider's events are read. */
export interface MailProvider {
  readonly meanings: ReadonlyMap<string, Meaning>;
  read(value: Fields): MailEvent;
}
