import { isMachine } from "./subject.ts";
import { isRole, ROLES, type Role, type Viewer } from "./viewer.ts";

/**
 * Who did something, as records keep it: `role:principal`, `source:code`, `job:name`. Never a
 * person's data.
 */
export function actorOf(viewer: Viewer): string {
  return `${viewer.role}:${viewer.principal}`;
}

/**
 * Everything that a record may call the person behind a viewer: who acts in another role is the
 * same person.
 */
export function actorsOf(viewer: Viewer): readonly string[] {
  return Object.keys(ROLES).map((role) => `${role}:${viewer.principal}`);
}

/**
 * Whether the person behind a viewer is the one whom a record names, in whatever role each of them
 * acted. Four eyes are compared by this alone.
 */
export function isSamePerson(viewer: Viewer, stored: string): boolean {
  const colon = stored.indexOf(":");
  return (
    isRole(stored.slice(0, Math.max(colon, 0))) && stored.slice(colon + 1) === viewer.principal
  );
}

/** Whether a record names a machine, which is whoever holds its key. */
export function isMachineActor(stored: string): boolean {
  return isMachine(stored.slice(stored.indexOf(":") + 1));
}

export type ActorKind = "AGENT" | "CUSTOMER" | "TILL" | "SYSTEM" | "IMPORT" | "RULE";

export interface ActorRef {
  readonly kind: ActorKind;
  readonly name: string;
}

const KINDS: Readonly<Record<string, ActorKind>> = {
  storefront: "CUSTOMER",
  agent: "AGENT",
  supervisor: "AGENT",
  till: "TILL",
  import: "IMPORT",
  rule: "RULE",
} satisfies Partial<Record<Role | "import" | "rule", ActorKind>>;

/**
 * Reads what `actorOf` wrote; whatever is not a person, a till, an import or a rule is a system.
 */
export function parseActor(stored: string): ActorRef {
  const colon = stored.indexOf(":");
  const prefix = stored.slice(0, Math.max(colon, 0));
  return {
    kind: Object.hasOwn(KINDS, prefix) ? (KINDS[prefix] as ActorKind) : "SYSTEM",
    name: stored.slice(colon + 1),
  };
}
