import { golden } from "../../support/docs/golden.ts";

/** Contract 3.4: returns that name no order, and what their customer bought. */

const sold = (order: string, at: string, amount = "30.00", more = "") =>
  `  - { at: "${at}", kind: SOLD, order: ${order}, lines: [{ id: 1, article: mug, gross: "${amount}" }]${more} }\n`;
const back = (document: string, at: string, quantity = "1", article = "mug", more = "") =>
  `  - { at: "${at}", kind: RETURNED, document: ${document}, return: { id: ${document}, lines: [{ article: ${article}, quantity: ${quantity} }] }${more} }\n`;
const A = sold("A", "2026-03-01T10:00:00Z");
const B = sold("B", "2026-03-02T10:00:00Z", "40.00");

golden(
  "what comes back is of the latest earlier purchase of the article, and of no later one",
  `
events:
${A}${B}${sold("C", "2026-03-04T10:00:00Z", "50.00")}${back("R", "2026-03-03T10:00:00Z", "1", "mug", ', received: "2026-03-05T10:00:00Z"')}
expect:
  # B's 40 are taken: C was bought after it came back
  orders: { A: { points: "30" }, B: { points: "0", status: RETURNED }, C: { points: "50" } }
  active: "80"
`,
);

golden(
  "bought in the very minute in which it comes back counts as earlier, a minute later does not",
  `
events:
${A}${sold("B", "2026-03-02T10:00:40Z", "40.00")}${sold("C", "2026-03-02T10:01:00Z", "50.00")}${back("R", "2026-03-02T10:00:20Z", "1", "mug", ', received: "2026-03-05T10:00:00Z"')}
expect:
  orders: { A: { points: "30" }, B: { points: "0" }, C: { points: "50" } }
`,
);

golden(
  "a purchase that becomes known later, and was the latest, takes the return over",
  `
events:
${A}${back("R", "2026-03-03T10:00:00Z")}${sold("B", "2026-03-02T10:00:00Z", "40.00", ', received: "2026-03-05T10:00:00Z"')}
expect:
  # A earns its 30 again, B nothing
  orders: { A: { points: "30", status: FULFILLED }, B: { points: "0", status: RETURNED } }
  active: "30"
`,
);

golden(
  "a purchase of another article changes nothing of it",
  `
events:
${A}${back("R", "2026-03-03T10:00:00Z")}
  - { at: "2026-03-02T10:00:00Z", received: "2026-03-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: tea, gross: "40.00" }] }
expect:
  orders: { A: { points: "0" }, B: { points: "40" } }
`,
);

golden(
  "when the purchase is voided after all, what came back is of the one before",
  `
events:
${A}${B}${back("R", "2026-03-03T10:00:00Z")}
  - { at: "2026-03-04T10:00:00Z", kind: VOIDED, order: B }
expect:
  orders: { A: { points: "0", status: RETURNED }, B: { points: "0", status: VOIDED } }
  active: "0"
`,
);

golden(
  "when the purchase turns out to have been of something else, what came back is of the one before",
  `
events:
${A}${B}${back("R", "2026-03-03T10:00:00Z")}
  - { at: "2026-03-04T10:00:00Z", kind: AMENDED, order: B, lines: [{ id: 1, article: pot, gross: "40.00" }] }
expect:
  orders: { A: { points: "0" }, B: { points: "40" } }
  active: "40"
`,
);

golden(
  "more than was bought stays open, and is of what becomes known later",
  `
events:
${A}${back("R", "2026-03-03T10:00:00Z", "2")}${sold("B", "2026-02-20T10:00:00Z", "40.00", ', received: "2026-03-05T10:00:00Z"')}${sold("C", "2026-02-10T10:00:00Z", "50.00", ', received: "2026-03-06T10:00:00Z"')}
expect:
  # two came back: A of 1 March and B of 20 February; nothing is left for C
  orders: { A: { points: "0" }, B: { points: "0" }, C: { points: "50" } }
  active: "50"
`,
);

golden(
  "two returns of one article each have their own, and a word of one does not move the other's",
  `
events:
${A}${B}
  - { at: "2026-03-02T11:00:00Z", kind: SOLD, order: C, lines: [{ id: 1, article: tea, gross: "20.00" }] }
${back("R", "2026-03-03T10:00:00Z")}${back("S", "2026-03-04T10:00:00Z", "1", "tea")}${back("T", "2026-03-05T10:00:00Z")}
expect:
  # R takes B, T the A that is left, S the tea
  orders: { A: { points: "0" }, B: { points: "0" }, C: { points: "0" } }
  active: "0"
`,
);

golden(
  "a return that is said again with fewer pieces gives back what it no longer takes",
  `
events:
${A}${B}${back("R", "2026-03-03T10:00:00Z", "2")}${back("R", "2026-03-04T10:00:00Z", "1", "mug")}
expect:
  # said again at 4 March, so both purchases are earlier: the latest, B, is what came back
  orders: { A: { points: "30" }, B: { points: "0" } }
  active: "30"
`,
);

golden(
  "a return that turns out to be of a certain order counts there, and frees the purchase it was thought to be of",
  `
events:
${A}${B}${back("R", "2026-03-03T10:00:00Z")}
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, document: R, also: A, return: { id: R, lines: [{ article: mug, quantity: 1 }] } }
expect:
  orders: { A: { points: "0", status: RETURNED }, B: { points: "40", status: FULFILLED } }
  active: "40"
`,
);

golden(
  "it waits while nothing of it was bought before, and only the purchase of that article ends its wait",
  `
events:
${back("R", "2026-03-03T10:00:00Z")}
  - { at: "2026-03-02T10:00:00Z", received: "2026-03-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: tea, gross: "40.00" }] }
${sold("A", "2026-03-01T10:00:00Z", "30.00", ', received: "2026-03-06T10:00:00Z"')}
expect:
  held: [e1 RETURN_WITHOUT_SALE]
  results: { e1: APPLIED }
  orders: { A: { points: "0" }, B: { points: "40" } }
`,
);

golden(
  "it goes on waiting while what was bought was bought later",
  `
events:
${back("R", "2026-03-03T10:00:00Z")}${sold("A", "2026-03-04T10:00:00Z")}
expect:
  results: { e1: HELD RETURN_WITHOUT_SALE }
  orders: { A: { points: "30" } }
`,
);

golden(
  "of nobody it is a document without a purchase, and takes nothing",
  `
events:
${A}
  - { at: "2026-03-03T10:00:00Z", kind: RETURNED, document: R, customer: none, return: { id: R, lines: [{ article: mug, quantity: 1 }] } }
expect:
  results: { e2: APPLIED }
  orders: { A: { points: "30" } }
`,
);
