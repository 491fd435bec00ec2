/** The end of a day. */
export const day = {
  title: "Close the day",
  day: "Business day",
  look: "What came of it",
  about: "What the till itself has counted, as its own report has it. Nothing is filled in here.",
  count: "Receipts",
  total: (currency: string) => `What they come to, ${currency}`,
  first: "First receipt number",
  last: "Last receipt number",
  badCount: "How many, such as 120",
  badTotal: "An amount such as 1250.00",
  declare: "Declare the day",
  untold: (count: number) =>
    count === 1
      ? "One step is not told yet. The day is declared behind it."
      : `${count} steps are not told yet. The day is declared behind them.`,
  none: "Nothing was declared for this day and till yet.",
  states: { AGREES: "It agrees", WAITS: "Something is held", DIFFERS: "It differs" },
  receipts: (came: number, declared: number) => `Receipts: ${came} came, ${declared} declared`,
  totals: (came: string, declared: string) => `Total: ${came} came, ${declared} declared`,
  missing: "Missing",
  more: (count: number) => `and ${count} more gaps`,
  held: (count: number) => `${count} held`,
  heldTotal: "Held receipts come to",
  repeated: "Number used more than once",
};
