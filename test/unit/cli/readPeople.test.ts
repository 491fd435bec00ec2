import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPeople } from "../../../src/cli/eval/readPeople.ts";
import { PRESETS, type Preset } from "../../../src/domain/identity/matching/presets.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tributary-test-people-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const OWN: Preset = { truth: "who", columns: { first: "givenName", last: "surname" } };

test("files of one name in different folders keep all of their records", async () => {
  const text = "who,first,last\n1,Anna,Gray\n2,Otto,Blum\n";
  const paths = [file("north/people.csv", text), file("south/people.csv", text)];
  const keys = (await readPeople(paths, OWN)).map(({ key }) => key);
  expect(keys).toHaveLength(4);
  expect(new Set(keys).size).toBe(4);
});

test("a file without the column that tells who is who is refused, and told what it has", async () => {
  const path = file("untold.csv", "first,last\nAnna,Gray\n");
  await expect(readPeople([path], OWN)).rejects.toThrow(
    /untold\.csv has no column who that tells who it is; name .* with --truth: it has first, last/,
  );
});

test("records of which nobody is said who they are are refused: nothing can be measured", async () => {
  const empty = file("blank.csv", "who,first,last\n,Anna,Gray\n ,Otto,Blum\n");
  await expect(readPeople([empty], OWN)).rejects.toThrow(
    /the column who says of no record who it is.* name with --truth a column/,
  );
  const patterned: Preset = { ...OWN, truthPattern: "rec-(\\d+)" };
  const other = file("other.csv", "who,first,last\n7,Anna,Gray\n");
  await expect(readPeople([other], patterned)).rejects.toThrow(
    "the column who has rec-(\\d+) nowhere and says of no record who it is",
  );
  const senzing = file(
    "senzing/customers.jsonl",
    '{"DATA_SOURCE": "A", "RECORD_ID": "1", "NAME_FULL": "Anna Gray"}\n',
  );
  file("senzing/truth_key.csv", "CLUSTER_ID,DATA_SOURCE,RECORD_ID\n1,B,1\n");
  await expect(readPeople([senzing], PRESETS.senzing)).rejects.toThrow(
    "truth_key.csv says of no record who it is",
  );
});

test("a column that is mapped and not there is told by file and name", async () => {
  const whole = file("whole.csv", "who,first,last\n1,Anna,Gray\n");
  const part = file("part.csv", "who,first\n1,Anna\n");
  await expect(readPeople([whole, part], OWN)).rejects.toThrow(
    /part\.csv has no column last; .*it has who, first/,
  );
  const lines = file("part.jsonl", '{"who": "1", "first": "Anna"}\n{"who": "2"}\n');
  await expect(readPeople([lines], OWN)).rejects.toThrow("part.jsonl has no column last;");
});

test("of files that have some of the columns each, one of all is enough", async () => {
  const path = file("sparse.csv", "who,first\n1,Anna\n");
  const found = await readPeople([path], { ...OWN, isSparse: true });
  expect(found.map(({ truth, fields }) => ({ truth, fields }))).toEqual([
    { truth: "1", fields: { givenName: "Anna" } },
  ]);
});
