import { expect, test } from "vitest";
import { type Lookup, manyByKey, memoOf, oneByKey } from "../../../src/platform/reads/batch.ts";

interface Row {
  readonly id: bigint;
  readonly tags: string[];
}

/**
 * A result as the driver gives it after a statement that failed among its rows: it begins with
 * holes.
 */
function withHoles(rows: readonly Row[]): readonly Row[] {
  const result: Row[] = new Array(2);
  result.push(...rows);
  return result;
}

test("a result that begins with holes loses none of its rows and gives nobody a hole", async () => {
  const rows = [1n, 2n].map((id) => ({ id, tags: [] }));
  const one = oneByKey(
    "one",
    async (_keys: readonly bigint[]) => withHoles(rows),
    ({ id }) => id,
  );
  const many = manyByKey(
    "many",
    async (_keys: readonly bigint[]) => withHoles(rows),
    ({ id }) => id,
  );
  expect(await one.fetch([2n, 3n, 1n])).toEqual([rows[1], null, rows[0]]);
  expect(await many.fetch([2n, 3n])).toEqual([[rows[1]], []]);
});

test("rows are frozen to the bottom: no request can change what another one sees", async () => {
  const definition = oneByKey(
    "frozen",
    async (_keys: readonly bigint[]): Promise<readonly Row[]> => [{ id: 1n, tags: ["a"] }],
    ({ id }) => id,
  );
  const [row] = await definition.fetch([1n]);
  expect(() => row?.tags.push("b")).toThrow(TypeError);
  expect(() => Object.assign(row ?? {}, { id: 2n })).toThrow(TypeError);
});

test("a statement is sent each key once, however many requests ask for it", async () => {
  const sent: (readonly bigint[])[] = [];
  const { fetch } = oneByKey(
    "distinct",
    async (keys: readonly bigint[]): Promise<readonly Row[]> => {
      sent.push(keys);
      return keys.map((id) => ({ id, tags: [] }));
    },
    ({ id }) => id,
  );
  const values = await fetch([7n, 8n, 7n]);
  expect(sent).toEqual([[7n, 8n]]);
  expect(values.map((row) => row?.id)).toEqual([7n, 8n, 7n]);
});

test("a request asks for a key once, until it forgets: then it reads what it wrote", async () => {
  let version = 0;
  const lookup: Lookup<{ readonly id: string }, number> = {
    idOf: ({ id }) => id,
    load: async () => {
      version += 1;
      return version;
    },
  };
  const memo = memoOf(lookup, {});
  expect(await memo.loadMany([{ id: "a" }, { id: "a" }, { id: "b" }])).toEqual([1, 1, 2]);
  memo.prime({ id: "a" }, 9);
  expect(await memo.load({ id: "a" })).toBe(1);
  memo.clearAll();
  expect(await memo.load({ id: "a" })).toBe(3);
});

test("what a request was refused once it is refused again without asking: the same error", async () => {
  let asked = 0;
  const refusing: Lookup<bigint, number> = {
    idOf: (key) => key,
    load: async () => {
      asked += 1;
      throw new Error(`refused ${asked}`);
    },
  };
  const memo = memoOf(refusing, {});
  await expect(memo.load(1n)).rejects.toThrow("refused 1");
  await expect(memo.load(1n)).rejects.toThrow("refused 1");
  memo.clearAll();
  await expect(memo.load(1n)).rejects.toThrow("refused 2");
});
