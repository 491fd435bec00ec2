import type { Words } from "../en.ts";

export const day: Words["day"] = {
  title: "Tag abschließen",
  day: "Geschäftstag",
  look: "Was ankam",
  about:
    "Was die Kasse selbst gezählt hat, nach ihrem eigenen Bericht. Nichts ist hier vorgegeben.",
  count: "Belege",
  total: (currency) => `Zusammen, ${currency}`,
  first: "Erste Belegnummer",
  last: "Letzte Belegnummer",
  badCount: "Wie viele, etwa 120",
  badTotal: "Ein Betrag wie 1250.00",
  declare: "Tag melden",
  untold: (count) =>
    count === 1
      ? "Ein Schritt ist noch nicht gesagt. Der Tag wird nach ihm gemeldet."
      : `${count} Schritte sind noch nicht gesagt. Der Tag wird nach ihnen gemeldet.`,
  none: "Für diesen Tag und diese Kasse ist noch nichts gemeldet.",
  states: {
    AGREES: "Stimmt überein",
    WAITS: "Etwas wird gehalten",
    DIFFERS: "Stimmt nicht überein",
  },
  receipts: (came, declared) => `Belege: ${came} kamen, ${declared} gemeldet`,
  totals: (came, declared) => `Summe: ${came} kam, ${declared} gemeldet`,
  missing: "Fehlt",
  more: (count) => `und ${count} weitere Lücken`,
  held: (count) => `${count} gehalten`,
  heldTotal: "Gehaltene Belege ergeben",
  repeated: "Nummer mehr als einmal",
};
