/** So many of something, as people say it: `1 order`, `2 orders`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
