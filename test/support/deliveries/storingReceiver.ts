import {
  type ReceivedRequest,
  type Reply,
  type ScriptedReceiver,
  startScriptedReceiver,
} from "./scriptedReceiver.ts";

type Fields = Record<string, unknown>;

/** A system of one kind that stores what it is told, and says what it stores. */
export interface StoringReceiver extends ScriptedReceiver {
  /** By what it knows each customer by. */
  readonly records: Map<string, Fields>;
  /** What it was asked for, how often. */
  readonly reads: () => number;
  /** Keeps answers to reading until it is let go on. */
  holdReads(): () => void;
  /** Answers reading so, instead. */
  answerReads(reply: Reply | null): void;
  /** Answers messages so, instead, where it says how; null: as ever. */
  breakWrites(reply: (() => Reply | null) | null): void;
  /** Answers nonsense of these. */
  breakReads(isBroken: (asked: string) => boolean): void;
}

export interface StoredAs {
  readonly kind: "webhook" | "hubspot" | "salesforce" | "braze";
  /** How a value is written there. */
  readonly write?: (value: unknown) => unknown;
  /** Whom it refuses for good, in the order in which it is told of them. */
  readonly refuses?: (count: number) => boolean;
}

/** What a kind's requests come to: told, or asked for whom. */
type Heard =
  | { readonly told: string; readonly fields: Fields }
  | { readonly asked: string; readonly names: readonly string[] };

const HEARD: Readonly<Record<StoredAs["kind"], (request: ReceivedRequest) => Heard>> = {
  webhook: ({ method, path, body }) => {
    if (method === "GET") {
      return { asked: lastOf(path), names: [] };
    }
    // The message of a trial is about nobody.
    const { customer = {} } = (JSON.parse(body) as { data: { customer?: Fields } }).data;
    return { told: String(customer["mail"]), fields: customer };
  },
  hubspot: ({ path, body }) => {
    const { inputs, properties } = JSON.parse(body) as {
      inputs: { idProperty: string; id: string; properties: Fields }[];
      properties: string[];
    };
    const [input = { idProperty: "", id: "", properties: {} }] = inputs;
    return path.endsWith("/batch/read")
      ? { asked: input.id, names: properties }
      : { told: input.id, fields: { [input.idProperty]: input.id, ...input.properties } };
  },
  salesforce: ({ method, path, body }) => {
    const id = lastOf(path);
    return method === "GET"
      ? {
          asked: id,
          names: (new URL(path, "http://x").searchParams.get("fields") ?? "").split(","),
        }
      : { told: id, fields: { Mail__c: id, ...(JSON.parse(body) as Fields) } };
  },
  braze: ({ path, body }) => {
    const said = JSON.parse(body) as { external_ids: string[]; attributes: Fields[] };
    if (path.endsWith("/export/ids")) {
      return { asked: said.external_ids[0] ?? "", names: [] };
    }
    const { external_id: id, ...fields } = said.attributes[0] ?? {};
    return { told: String(id), fields: { external_id: id, ...fields } };
  },
};

type Answer = (record: Fields | undefined, names: readonly string[]) => Reply;
const json = (status: number, body: object): Reply => ({ status, body: JSON.stringify(body) });
const ANSWERS: Readonly<Record<StoredAs["kind"], Answer>> = {
  webhook: (record) => (record === undefined ? { status: 404 } : json(200, record)),
  hubspot: (record, names) =>
    record === undefined
      ? json(207, { results: [], errors: [{ category: "OBJECT_NOT_FOUND" }] })
      : json(200, { results: [{ id: "1", properties: pick(record, names) }] }),
  salesforce: (record, names) =>
    record === undefined
      ? json(404, [{ errorCode: "NOT_FOUND" }] as object)
      : json(200, { attributes: { type: "Contact" }, ...pick(record, names) }),
  braze: (record) => {
    const { external_id, ...custom_attributes } = record ?? {};
    return json(201, { users: record === undefined ? [] : [{ external_id, custom_attributes }] });
  },
};

export async function startStoringReceiver({
  kind,
  write = (value) => value,
  refuses = () => false,
}: StoredAs): Promise<StoringReceiver> {
  const receiver = await startScriptedReceiver();
  const records = new Map<string, Fields>();
  let reads = 0;
  let tellings = 0;
  let held: Promise<void> = Promise.resolve();
  let instead: Reply | null = null;
  let writes: (() => Reply | null) | null = null;
  let isBroken: (asked: string) => boolean = () => false;
  receiver.script(async (request) => {
    const heard = HEARD[kind](request);
    if ("told" in heard) {
      const broken = writes?.() ?? null;
      if (broken !== null) {
        return broken;
      }
      tellings += 1;
      if (refuses(tellings)) {
        return { status: 422, body: "no such contact" };
      }
      const written = Object.entries(heard.fields).map(([name, value]) => [name, write(value)]);
      records.set(heard.told, { ...records.get(heard.told), ...Object.fromEntries(written) });
      return { status: 200, body: "{}" };
    }
    reads += 1;
    const own = () => ANSWERS[kind](records.get(heard.asked), heard.names);
    const reply = instead ?? (isBroken(heard.asked) ? { status: 300 } : own());
    await held;
    return reply;
  });
  return {
    ...{ ...receiver, records, reads: () => reads },
    holdReads: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    breakReads: (given) => {
      isBroken = given;
    },
    breakWrites: (reply) => {
      writes = reply;
    },
    answerReads: (reply) => {
      instead = reply;
    },
  };
}

function pick(record: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

function lastOf(path: string): string {
  const { pathname } = new URL(path, "http://x");
  return decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));
}
