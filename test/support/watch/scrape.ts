import type { Registry } from "prom-client";

/** One line of a scrape: `name{label="value"} 1`. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

/** What a scraper was told. */
export class Scrape {
  readonly #samples: readonly { readonly name: string; readonly labels: string; value: number }[];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.#samples = text.split("\n").flatMap((line) => {
      const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
      return name === undefined ? [] : [{ name, labels, value: Number(value) }];
    });
  }

  /** The value of a series; undefined when there is none. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return this.#samples.find(
      (sample) =>
        sample.name === name && wanted.every((one) => sample.labels.split(",").includes(one)),
    )?.value;
  }

  /** Names of all series, those of a histogram as they are asked for. */
  get names(): ReadonlySet<string> {
    return new Set(this.#samples.map(({ name }) => name));
  }

  /** Label sets of one name. */
  labelsOf(name: string): readonly string[] {
    return this.#samples.filter((sample) => sample.name === name).map(({ labels }) => labels);
  }
}

export async function scrape({ registry }: { readonly registry: Registry }): Promise<Scrape> {
  return new Scrape(await registry.metrics());
}
