/** A partition, who has it, and who asks for it; null: nobody. */
export interface SharedPartition {
  readonly owner: string | null;
  readonly askedBy: string | null;
}

/** What a server does about the partitions that there are. */
export interface SharingPlan<Partition extends SharedPartition> {
  readonly take: readonly Partition[];
  /** Of servers that have more: they give them back when they are asked. */
  readonly ask: readonly Partition[];
}

/**
 * How partitions come to be shared evenly by the servers that there are: whoever has fewer than its
 * share takes what is free, and asks for the rest those who have at least two more than it. What a
 * server has asked for, nobody else takes while it asks. Pure: every server comes to the same,
 * whoever looks first.
 */
export function planSharing<Partition extends SharedPartition>(
  partitions: readonly Partition[],
  me: string,
): SharingPlan<Partition> {
  const counts = new Map<string, number>([[me, 0]]);
  for (const { owner, askedBy } of partitions) {
    if (owner !== null) {
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    if (askedBy !== null) {
      counts.set(askedBy, counts.get(askedBy) ?? 0);
    }
  }
  const share = Math.ceil(partitions.length / counts.size);
  let mine = counts.get(me) ?? 0;
  const take: Partition[] = [];
  for (const partition of partitions) {
    const isFree = partition.owner === null && (partition.askedBy ?? me) === me;
    if (isFree && mine < share) {
      take.push(partition);
      mine += 1;
    }
  }
  const ask: Partition[] = [];
  for (const partition of partitions) {
    const { owner, askedBy } = partition;
    const had = counts.get(owner ?? me) ?? 0;
    if (owner !== null && owner !== me && had >= mine + 2 && (askedBy ?? me) === me) {
      ask.push(partition);
      counts.set(owner, had - 1);
      mine += 1;
    }
  }
  return { take, ask };
}
