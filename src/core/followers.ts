import { DUE } from "./followers/due.ts";
import type { Follower } from "./followers/follower.ts";

/** Everything that is kept current with customers' moves; written in this order. */
export const FOLLOWERS: readonly Follower[] = [DUE];
