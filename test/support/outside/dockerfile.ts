import { readFileSync } from "node:fs";

/** One instruction, its words as they stand, lines that go on joined. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** What a container of the last stage is started with. */
export interface Image {
  /** The stages before the last. */
  readonly before: readonly Instruction[];
  readonly last: readonly Instruction[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly folder: string;
  /** ENTRYPOINT, then CMD. */
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

/** Reads as much of the format as our file uses; refuses the rest. */
export function readDockerfile(path: string): Image {
  const text = readFileSync(path, "utf8").replaceAll(/^#.*\n/gm, "");
  const lines = text.replaceAll(/\\\n/g, " ").split("\n").filter(Boolean);
  const instructions = lines.map((line) => {
    const [, name, words] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === undefined || words === undefined || !KNOWN.has(name)) {
      throw new Error(`nobody reads this line of ${path}: ${line}`);
    }
    return { name, words };
  });
  const from = instructions.findLastIndex(({ name }) => name === "FROM");
  const last = instructions.slice(from + 1);
  const wordsOf = (name: string) => last.findLast((one) => one.name === name)?.words ?? "";
  const listOf = (words: string): readonly string[] => JSON.parse(/\[.*\]$/.exec(words)?.[0] ?? "");
  const env = last.filter(({ name }) => name === "ENV").map(({ words }) => words.split("="));
  return {
    ...{ before: instructions.slice(0, from), last, env: Object.fromEntries(env) },
    ...{ user: wordsOf("USER"), folder: wordsOf("WORKDIR") },
    command: [...listOf(wordsOf("ENTRYPOINT")), ...listOf(wordsOf("CMD"))],
    healthCheck: listOf(wordsOf("HEALTHCHECK")),
  };
}

const KNOWN: ReadonlySet<string> = new Set(
  "FROM WORKDIR COPY RUN USER ENV VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD".split(" "),
);
