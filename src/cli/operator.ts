import { userInfo } from "node:os";

/** Whoever is signed in to the machine, as records name who did something by a command. */
export function operator(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    // A container may run under a number that has no name.
    return "cli:unknown";
  }
}
