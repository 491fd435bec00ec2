import { type Instant, type LocalDate, laterOf } from "../time/instant.ts";
import { startOfLocalDay } from "../time/zone.ts";
import type { Standing } from "./standing.ts";
import type { DayBuckets } from "./state.ts";
import { decideThrough, type VersionInForce } from "./throughVersions.ts";

/**
 * The standing of a member as their days alone make it: decided when they joined, then at the
 * beginning of each day on which something counts, as if the days after it were not there yet, and
 * at `now`. For who was never looked at alone while it happened, so that nobody recorded it.
 *
 * Guarantee: pure; terms end, and versions of the rules begin, between the days.
 *
 * @param input.days ascending
 * @param input.versionsSince of all versions, as the function of that name gives them
 */
export function standingByDays(input: {
  readonly days: DayBuckets;
  readonly joinedAt: Instant;
  readonly timeZone: string;
  readonly versionsSince: (since: Instant, now: Instant) => readonly VersionInForce[];
  readonly now: Instant;
}): Standing {
  const { days, joinedAt, timeZone, versionsSince, now } = input;
  const buckets = new Map<LocalDate, bigint>();
  const decide = (standing: Standing | null, since: Instant, at: Instant): Standing =>
    decideThrough({
      ...{ standing, buckets, joinedAt, now: at },
      versions: versionsSince(since, at),
    }).standing;
  const beginOf = ([day]: readonly [LocalDate, bigint]) =>
    laterOf(startOfLocalDay(day, timeZone), joinedAt);
  let standing: Standing | null = null;
  let decidedAt = joinedAt;
  for (const [at, begun] of Map.groupBy(days, beginOf)) {
    if (at > now) {
      break;
    }
    if (standing === null && at > joinedAt) {
      standing = decide(null, joinedAt, joinedAt);
    }
    for (const [day, minor] of begun) {
      buckets.set(day, minor);
    }
    standing = decide(standing, decidedAt, at);
    decidedAt = at;
  }
  return decide(standing ?? decide(null, joinedAt, joinedAt), decidedAt, now);
}
