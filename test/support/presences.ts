import type { TestServer } from "./server.ts";
import { subscriber } from "./subscriber.ts";

const OPEN = `subscription Open($id: ID!, $doing: PresenceKind) {
  customerOpen(customerId: $id, doing: $doing) {
    customer { id }
    alsoOpen { people { by { kind name } since doing } count { value exact } }
  }
}`;

/** Who else has a customer open, as a console is told. */
export interface AlsoOpenTold {
  readonly customer: { readonly id: string } | null;
  readonly alsoOpen: {
    readonly people: readonly {
      readonly by: { readonly kind: string; readonly name: string };
      readonly since: string;
      readonly doing: string;
    }[];
    readonly count: { readonly value: number; readonly exact: boolean };
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** One person's browser, which opens customers. */
export async function openDesk(
  server: TestServer,
  name: string,
  claims: Record<string, unknown> = {},
) {
  const role = (claims["role"] as "agent" | undefined) ?? "agent";
  const client = subscriber(server.url, await server.token(role, { ...claims, sub: name }));
  return {
    client,
    open: (id: string, doing: "VIEWING" | "EDITING" = "VIEWING") => {
      const heard = client.subscribe<{ customerOpen: AlsoOpenTold }>(OPEN, { id, doing });
      const latest = () => heard.events.at(-1)?.customerOpen;
      return {
        ...{ heard, latest, close: heard.stop },
        /** Resolves when it was told last that these people, and no others, have it open. */
        sees: async (...people: readonly string[]): Promise<AlsoOpenTold> => {
          const isSo = () => {
            const names = latest()?.alsoOpen.people.map(({ by }) => by.name);
            return names !== undefined && names.sort().join() === [...people].sort().join();
          };
          await heard.until(isSo);
          return latest() as AlsoOpenTold;
        },
        /** Resolves with the code that it ended with. */
        refusal: async (): Promise<unknown> => {
          await heard.ended;
          return heard.errors[0]?.extensions?.["code"];
        },
      };
    },
  };
}
