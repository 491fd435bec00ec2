const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * The instant at which a day of a date field begins where the reader is, RFC 3339; null for what
 * is no day. What ends then is in force on the whole day before.
 */
export function startOfDay(day: string): string | null {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined) {
    return null;
  }
  const instant = new Date(Number(year), Number(month) - 1, Number(date));
  return instant.getDate() === Number(date) ? instant.toISOString() : null;
}

/** A day as a date field holds it, some days and months from now where the reader is. */
export function dayFrom(nowMs: number, { days = 0, months = 0 }): string {
  const now = new Date(nowMs);
  const there = new Date(now.getFullYear(), now.getMonth() + months, now.getDate() + days);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`;
}
