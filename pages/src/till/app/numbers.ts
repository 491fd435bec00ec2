/** Letters and digits of chance behind the time: two tills of one number still differ. */
const CHANCE_BYTES = 2;

/** A number for a sale and its receipt, such as `MHF3K2A1-9C04`: short, and never used before. */
export function newNumber(): string {
  const chance = crypto.getRandomValues(new Uint8Array(CHANCE_BYTES));
  const hex = [...chance].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${Date.now().toString(36)}-${hex}`.toUpperCase();
}
