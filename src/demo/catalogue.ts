/** One thing on sale; the price is what it costs in Great Britain, pence incl. tax. */
export interface Article {
  readonly code: string;
  readonly name: string;
  readonly brand: string;
  readonly category: readonly string[];
  readonly pence: number;
  /** How often it is bought, against the others. */
  readonly weight: number;
}

interface Range {
  readonly category: readonly string[];
  readonly brands: readonly string[];
  readonly things: readonly (readonly [name: string, pence: number])[];
}

const RANGES: readonly Range[] = [
  {
    category: ["kitchen", "cookware"],
    brands: ["Ironbeck", "Fenwold & Tarn"],
    things: [
      ["cast-iron pan 24 cm", 3_900],
      ["saucepan 1.8 l", 2_750],
      ["roasting tin", 1_850],
      ["wooden spoons, set of 3", 850],
      ["bread knife", 1_600],
      ["colander", 1_250],
    ],
  },
  {
    category: ["kitchen", "tableware"],
    brands: ["Saltmarsh Pottery", "Fenwold & Tarn"],
    things: [
      ["mug", 895],
      ["dinner plate", 1_150],
      ["cereal bowl", 950],
      ["serving platter", 2_800],
      ["teapot 1 l", 2_400],
      ["egg cups, pair", 700],
    ],
  },
  {
    category: ["living", "textiles"],
    brands: ["Heddle & Weft"],
    things: [
      ["wool throw", 5_900],
      ["linen cushion", 2_200],
      ["curtain pair", 6_400],
      ["cotton rug 90 x 150", 4_500],
      ["door stop", 1_400],
    ],
  },
  {
    category: ["living", "light"],
    brands: ["Lumenvale"],
    things: [
      ["table lamp", 4_900],
      ["candle, fig", 1_600],
      ["candle, cedar", 1_600],
      ["storm lantern", 2_600],
      ["string lights", 1_450],
    ],
  },
  {
    category: ["bed and bath"],
    brands: ["Heddle & Weft", "Fenwold & Tarn"],
    things: [
      ["bath towel", 1_800],
      ["duvet cover double", 5_500],
      ["pillowcase pair", 1_950],
      ["bath mat", 1_700],
      ["hot-water bottle", 1_500],
    ],
  },
  {
    category: ["garden"],
    brands: ["Thornleaf"],
    things: [
      ["watering can", 2_300],
      ["secateurs", 2_100],
      ["plant pot 20 cm", 1_100],
      ["seed box", 1_350],
      ["garden twine", 450],
      ["bird feeder", 1_250],
    ],
  },
  {
    category: ["gifts", "paper"],
    brands: ["Quillfield"],
    things: [
      ["greeting card", 295],
      ["gift wrap, roll", 450],
      ["notebook A5", 1_150],
      ["wall calendar", 1_200],
      ["tin of biscuits", 750],
    ],
  },
];

const FIRST_CODE = 20_100;

/** About seventy articles in seven ranges; cheap things sell most. */
export const CATALOGUE: readonly Article[] = RANGES.flatMap(({ category, brands, things }) =>
  things.flatMap(([name, pence]) => brands.map((brand) => ({ category, name, pence, brand }))),
).map(({ category, name, pence, brand }, index) => ({
  code: String(FIRST_CODE + index * 7),
  name: `${brand} ${name}`,
  brand,
  category,
  pence: brand === "Fenwold & Tarn" ? Math.round(pence * 0.8) : pence,
  weight: 1_000 / (pence + 500),
}));

/** Values of gift cards, pence or cents. */
export const GIFT_CARD_VALUES = [1_000, 2_500, 5_000] as const;
