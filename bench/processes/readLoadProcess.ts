import { callInLoop, openSocket, queryOf, readHttp, type Timed } from "./callers.ts";
import { serveParent } from "./children.ts";

/** The readers, in a process of their own. */

/** Where requests go, and what they ask. */
export interface ReadPlan {
  readonly port: number;
  readonly token: string;
  readonly query: string;
  /** Ids that are asked for, at random. */
  readonly ids: readonly string[];
  readonly connections: number;
  /** It ends after this long, or this many requests, whichever comes first. */
  readonly ms: number;
  readonly requests: number;
}

serveParent({
  /** The answers to each id, one by one, for comparing. */
  answers: async (plan: ReadPlan): Promise<readonly unknown[]> => {
    const reader = await openSocket(plan.port, readHttp);
    const answers: unknown[] = [];
    for (const id of plan.ids) {
      answers.push(JSON.parse((await reader.send(requestOf(plan, id))).toString("utf8")));
    }
    reader.close();
    return answers;
  },
  /**
   * Asks for each id once, one after the other, whatever the answer: a database that was just
   * filled is cold.
   */
  wake: async (plan: ReadPlan): Promise<void> => {
    for (const id of plan.ids) {
      const reader = await openSocket(plan.port, readHttp);
      await reader.send(requestOf(plan, id)).catch(() => {});
      reader.close();
    }
  },
  run: async (plan: ReadPlan): Promise<Timed> => {
    const requests = plan.ids.map((id) => ({ id, bytes: requestOf(plan, id) }));
    const opened = Array.from({ length: plan.connections }, () => openSocket(plan.port, readHttp));
    const readers = await Promise.all(opened);
    const most = { calls: plan.requests, ms: plan.ms };
    const timed = await callInLoop(readers, most, async ({ send }) => {
      const { id, bytes } = requests[(Math.random() * requests.length) | 0] as (typeof requests)[0];
      const answer = await send(bytes);
      // Everybody's own answer, and no other.
      if (!answer.includes(id)) {
        throw new Error(`wrong answer: ${answer}`);
      }
    });
    for (const { close } of readers) {
      close();
    }
    return timed;
  },
});

const requestOf = ({ token, query }: ReadPlan, id: string) => queryOf(token, query, { id });
