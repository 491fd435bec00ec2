import type { Sql } from "../../db/connection/client.ts";
import { deleteMessagesBefore } from "../../db/queries/inbound/messages.ts";
import { readToday } from "../../db/queries/stream/jobsPartitions.ts";
import type { Catalog } from "../core/catalog.ts";
import { INTAKE_RETENTION_DAYS } from "../core/partitions.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import type { Brokers } from "../inbound/streams/brokers.ts";
import { recordBrowsing } from "../interactions/recordBrowsing.ts";
import type { Job } from "../platform/jobs.ts";
import type { Logger } from "../platform/logger.ts";
import type { BoundedRequest } from "../platform/outgoing/boundedRequest.ts";
import type { SecretBox } from "../platform/secretBox.ts";
import { Fetching } from "./fetching.ts";
import { Inbox } from "./inbox.ts";
import { Mappings } from "./mappings.ts";
import { MessageReader } from "./reader.ts";
import { SenderSecrets } from "./senderSecrets.ts";
import type { StreamObserver } from "./streams/partitionReader.ts";
import { Streams } from "./streams/streams.ts";
import type { TellDeps } from "./told.ts";

/** How often it is looked for messages that nobody reads, milliseconds. */
const DUE_MS = 1_000;
/** How often old messages are forgotten, milliseconds, and how many by one statement. */
const FORGET_MS = 10 * 60_000;
const FORGET_MAX = 10_000;

const UNSEEN: StreamObserver = { stored: () => {}, repeated: () => {}, lost: () => {} };

export interface MessagesDeps extends Omit<TellDeps, "recordBrowsing"> {
  /** A pool of their own: storing, reading, settling and views take a connection each. */
  readonly sql: Sql;
  readonly catalog: Pick<Catalog, "tables">;
  readonly box: SecretBox;
  readonly log: Logger;
  readonly brokers: Brokers;
  /** Told what comes from streams; nobody is when absent. */
  readonly streamObserver?: StreamObserver;
  /** How systems are asked for what their messages only name. */
  readonly ask: BoundedRequest;
  /** Days that raw bodies are kept; the default when absent. */
  readonly intakeDays?: number;
  /** Is told of a message that came before. */
  readonly onRepeated?: (sourceId: number) => void;
}

/** What one process has of messages in other systems' words. */
export interface Messages {
  readonly inbox: Inbox;
  readonly reader: MessageReader;
  readonly mappings: Mappings;
  readonly senderSecrets: SenderSecrets;
  readonly streams: Streams;
  readonly jobs: readonly Job[];
  /** Stores what waits, and reads no more. */
  close(): Promise<void>;
}

export function openMessages(deps: MessagesDeps): Messages {
  const { sql, box, log, ask } = deps;
  const senderSecrets = new SenderSecrets({ sql, box, log });
  const fetching = new Fetching({ ask, secrets: senderSecrets, log });
  const mappings = new Mappings(sql);
  const reader = new MessageReader({
    ...{ ...deps, fetching, mappings },
    recordBrowsing: (request) => recordBrowsing(sql, request),
  });
  const inbox = new Inbox({
    sql,
    room: () => reader.room,
    hand: (messages) => reader.hand(messages),
    ...(deps.onRepeated === undefined ? {} : { onRepeated: deps.onRepeated }),
  });
  const observer = deps.streamObserver ?? UNSEEN;
  const streams = new Streams({ ...deps, reader, observer });
  const forget = forgetJob(sql, deps.intakeDays ?? INTAKE_RETENTION_DAYS);
  return {
    ...{ inbox, reader, mappings, senderSecrets, streams },
    jobs: [readJob(reader), forget, streams.job],
    close: async () => {
      await inbox.close();
      fetching.close();
      await reader.close();
    },
  };
}

function readJob(reader: MessageReader): Job {
  return {
    name: "messages",
    work: async () => ((await reader.readDue()) ? 0 : DUE_MS),
  };
}

/** Forgets messages when their bodies go. */
function forgetJob(sql: Sql, days: number): Job {
  return {
    name: "forgetMessages",
    work: async () => {
      const oldest = addDaysToDate(await readToday(sql), -days);
      const deleted = await deleteMessagesBefore(sql, oldest, FORGET_MAX);
      return deleted === FORGET_MAX ? 0 : FORGET_MS;
    },
  };
}
