/**
 * What is meant when two people have changed one thing: what I changed since I saw it is mine,
 * everything else as it is now.
 *
 * Guarantee: fields are compared by what they say; nothing is changed in place.
 */
export function mergeMine<Thing extends object>(seen: Thing, now: Thing, mine: Thing): Thing {
  const changed = Object.entries(mine).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(seen[field as keyof Thing]),
  );
  return { ...now, ...Object.fromEntries(changed) };
}
