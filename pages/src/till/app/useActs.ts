import { useCallback, useEffect, useRef, useState } from "react";
import type { Problem } from "../parts/refusals.ts";
import { WireError } from "../wire/wire.ts";
import type { Words } from "../words/en.ts";

/** Steps that wait for the connection at most: a till that has more of them goes online first. */
const QUEUE_MAX = 50;

export type ActName = keyof Words["acts"]["done"];
/** What the server says of a call whose answer was lost; `open`: it has not counted. */
export type Asked = "counted" | "refused" | "open";

/** A step that counts, with what is needed to do it once whatever happens on the way. */
export interface Act {
  readonly name: ActName;
  /** Sends it, always with the same key, and shows what came of it. @throws WireError */
  readonly send: () => Promise<Sent>;
  /** Asks whether it has counted, and shows that. @throws WireError */
  readonly ask: () => Promise<Asked>;
  /** What the till shows while it has not been told; null: it needs a connection. */
  readonly wait: (() => void) | null;
}

export interface Sent {
  readonly problem: Problem | null;
  /** Whether it had counted before. */
  readonly isRepeat: boolean;
}

/** What the cashier is told of the latest step. */
export type Said =
  | { readonly kind: "done"; readonly name: ActName; readonly isRepeat: boolean }
  | { readonly kind: "waits"; readonly name: ActName }
  | { readonly kind: "asked"; readonly asked: Asked }
  | { readonly kind: "refused"; readonly problem: Problem };

export interface Acts {
  readonly isBusy: boolean;
  readonly said: Said | null;
  /** The step of which it is not known whether it counted. */
  readonly lost: Act | null;
  readonly waiting: number;
  /** @returns whether it was done, or waits for the connection */
  readonly run: (act: Act) => Promise<boolean>;
  /** Does something that only reads. @returns null when it could not */
  readonly read: <T>(job: () => Promise<T>) => Promise<T | null>;
  readonly refuse: (problem: Problem) => void;
  readonly askLost: () => Promise<void>;
  readonly sendLost: () => Promise<void>;
  readonly forget: () => void;
  /** What stood in the way is gone: sends what waits for it, or only takes the message away. */
  readonly goOn: () => void;
}

export function problemOf(error: unknown): Problem {
  const plain = { needed: null, seen: null };
  return error instanceof WireError
    ? { ...plain, ...error, code: error.code, message: error.message }
    : { ...plain, code: "LOST", message: String(error), retryAfterSeconds: null };
}

/** `later`: it has not counted, and the same may be sent again. */
type Became = "done" | "refused" | "open" | "later" | "offline";

interface Sender {
  readonly acts: Pick<Acts, "isBusy" | "said" | "lost" | "refuse" | "read" | "forget">;
  /** @returns what became of it; nothing is said of what needs a connection */
  readonly send: (act: Act) => Promise<Became>;
  readonly say: (said: Said | null) => void;
  readonly setLost: (act: Act | null) => void;
}

function useSender(): Sender {
  const [busy, setBusy] = useState(0);
  const [said, say] = useState<Said | null>(null);
  const [lost, setLost] = useState<Act | null>(null);
  const during = useCallback(async <T>(job: () => Promise<T>): Promise<T> => {
    setBusy((count) => count + 1);
    try {
      return await job();
    } finally {
      setBusy((count) => count - 1);
    }
  }, []);
  const refuse = useCallback((problem: Problem) => say({ kind: "refused", problem }), []);
  const forget = useCallback(() => {
    say(null);
    setLost(null);
  }, []);
  const read = useCallback(
    async <T>(job: () => Promise<T>): Promise<T | null> => {
      try {
        return await during(job);
      } catch (error) {
        refuse(problemOf(error));
        return null;
      }
    },
    [during, refuse],
  );
  const send = useCallback(
    async (act: Act): Promise<Became> => {
      try {
        const { problem, isRepeat } = await during(act.send);
        setLost(null);
        if (problem !== null) {
          refuse(problem);
          return "refused";
        }
        say({ kind: "done", name: act.name, isRepeat });
        return "done";
      } catch (error) {
        const problem = problemOf(error);
        if (problem.code === "OFFLINE") {
          return "offline";
        }
        refuse(problem);
        if (error instanceof WireError && error.isOpen) {
          setLost(act);
          return "open";
        }
        return error instanceof WireError && error.isPassing ? "later" : "refused";
      }
    },
    [during, refuse],
  );
  const acts = { isBusy: busy > 0, said, lost, refuse, read, forget };
  return { acts, send, say, setLost };
}

/** What waits for the connection, told in its order as soon as there is one. */
function useQueue({ acts, send, setLost }: Sender, isOffline: boolean) {
  const [queue, setQueue] = useState<readonly Act[]>([]);
  const isTelling = useRef(false);
  const { lost } = acts;
  useEffect(() => {
    const [next] = queue;
    if (isOffline || next === undefined || lost !== null || isTelling.current) {
      return;
    }
    isTelling.current = true;
    void send(next).then((became) => {
      isTelling.current = false;
      // What is open stands as lost, and the others wait until that is settled.
      if (became === "later") {
        setLost(next);
      }
      setQueue((before) => (became === "offline" ? [...before] : before.slice(1)));
    });
  }, [queue, isOffline, lost, send, setLost]);
  useEffect(() => {
    const keep = (event: BeforeUnloadEvent) => event.preventDefault();
    if (queue.length > 0) {
      addEventListener("beforeunload", keep);
    }
    return () => removeEventListener("beforeunload", keep);
  }, [queue.length]);
  const add = useCallback((act: Act) => setQueue((before) => [...before, act]), []);
  return { waiting: queue.length, add };
}

/** One step after another, each of them once: what was lost is asked for, what waits is told. */
export function useActs(isOffline: boolean): Acts {
  const sender = useSender();
  const { acts, send, say, setLost } = sender;
  const { waiting, add } = useQueue(sender, isOffline);
  const { lost, refuse } = acts;
  const run = async (act: Act): Promise<boolean> => {
    const became = await send(act);
    if (became !== "offline") {
      return became === "done";
    }
    const isFull = waiting >= QUEUE_MAX;
    if (act.wait === null || isFull) {
      refuse(problemOf(new WireError(isFull ? "QUEUE_FULL" : "OFFLINE", "")));
      return false;
    }
    act.wait();
    add(act);
    say({ kind: "waits", name: act.name });
    return true;
  };
  const askLost = async () => {
    const asked = lost === null ? null : await acts.read(lost.ask);
    if (asked !== null) {
      say({ kind: "asked", asked });
      setLost(asked === "open" ? lost : null);
    }
  };
  const sendLost = async () => {
    if (lost !== null && (await send(lost)) === "offline") {
      refuse(problemOf(new WireError("OFFLINE", "")));
    }
  };
  const goOn = () => {
    say(null);
    void sendLost();
  };
  return { ...acts, waiting, run, askLost, sendLost, goOn };
}
