import { type Fields, firstWord, isObject, own } from "../foreign.ts";

/** A change event and where it stands. */
export interface Change {
  readonly header: Fields;
  readonly fields: Fields;
  readonly at: string;
}

/**
 * The change in what middleware hands on: bare, as of the Pub/Sub API, in `payload`, or in the
 * `data` of a CloudEvent or a Standard Webhook. Null: there is none.
 */
export function changeIn(value: unknown, at: string): Change | null {
  if (!isObject(value)) {
    return null;
  }
  const header = own(value, "ChangeEventHeader");
  if (isObject(header)) {
    return { header, fields: value, at };
  }
  for (const name of ["payload", "data", "detail"]) {
    const inner = own(value, name);
    const found = isObject(inner) ? changeIn(inner, at === "" ? name : `${at}.${name}`) : null;
    if (found !== null) {
      return found;
    }
  }
  return null;
}

/** Ids of the records that a change is about, as many as are ids. */
export function recordIdsOf(header: Fields): readonly string[] {
  const ids = own(header, "recordIds");
  return (Array.isArray(ids) ? ids : []).filter(
    (id): id is string => typeof id === "string" && /^[A-Za-z0-9]{15,18}$/.test(id),
  );
}

/** What a change is known by, whoever hands it on. */
export function nameOf({ header }: Change): string | null {
  const [transaction, sequence] = [
    firstWord(header, "transactionKey"),
    firstWord(header, "sequenceNumber"),
  ];
  return transaction === null || sequence === null ? null : `${transaction} ${sequence}`;
}
