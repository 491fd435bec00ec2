import type { Sql } from "./client.ts";

/** What a pool has to do at this moment. */
export interface PoolUse {
  /** Connections at most. */
  readonly max: number;
  /** Statements that have no answer yet, transactions under way, and reserved connections. */
  readonly open: number;
}

/** A statement of the driver: sent when somebody waits for it, and never when it is a fragment. */
interface Statement extends Promise<unknown> {
  readonly executed: boolean;
  handle(): unknown;
}

type Call = (...args: unknown[]) => unknown;

/**
 * Counts what a pool has under way: the driver tells nobody. What is sent to a pool without a free
 * connection waits for one, or goes out behind another statement: `open` beyond `max` waits.
 *
 * @returns the pool to use from now on, and what it has to do at the moment of the call
 */
export function countUse(sql: Sql): { readonly sql: Sql; readonly use: () => PoolUse } {
  let open = 0;
  const leave = (): void => {
    open -= 1;
  };
  const during = <Of extends Promise<unknown>>(promise: Of): Of => {
    open += 1;
    // Of the plain kind: a statement's own `then` would send it.
    Promise.prototype.then.call(promise, leave, leave);
    return promise;
  };
  const whenSent = (made: unknown): unknown => {
    if (isStatement(made)) {
      const { handle } = made;
      made.handle = () => {
        if (!made.executed) {
          during(made);
        }
        return handle.call(made);
      };
    }
    return made;
  };
  const untilReleased = async (reserving: ReturnType<Sql["reserve"]>) => {
    const reserved = await during(reserving);
    open += 1;
    const { release } = reserved;
    let isOut = true;
    return Object.assign(reserved, {
      release: () => {
        open -= isOut ? 1 : 0;
        isOut = false;
        release();
      },
    });
  };
  const counted: Readonly<Record<string, Call>> = {
    unsafe: (...args) => whenSent((sql.unsafe as Call)(...args)),
    begin: (...args) => during((sql.begin as Call)(...args) as Promise<unknown>),
    reserve: () => untilReleased(sql.reserve()),
  };
  const pool = new Proxy(sql, {
    apply: (target, self, args) => whenSent(Reflect.apply(target as unknown as Call, self, args)),
    get: (target, name) =>
      Object.hasOwn(counted, name) ? counted[name as string] : Reflect.get(target, name),
  });
  return { sql: pool, use: () => ({ max: sql.options.max, open }) };
}

function isStatement(made: unknown): made is Statement {
  return made instanceof Promise && typeof (made as Partial<Statement>).handle === "function";
}
