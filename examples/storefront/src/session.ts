/** What the shop's back end tells the page of whoever is signed in. */
export interface Session {
  readonly graphqlUrl: string;
  readonly email: string;
  /** Of this customer alone, for a quarter of an hour. */
  readonly token: string;
  readonly expiresAt: string;
}

/** Milliseconds before its end from which on a token is not used any more. */
const SPARE_MS = 30_000;

let current: Promise<Session> | null = null;

/** The session of now: asked for anew when its token is about to end. */
export async function session(): Promise<Session> {
  current ??= fetchSession();
  const known = await current;
  if (Date.parse(known.expiresAt) - Date.now() > SPARE_MS) {
    return known;
  }
  current = fetchSession();
  return await current;
}

async function fetchSession(): Promise<Session> {
  try {
    const answer = await fetch("/session", { method: "POST" });
    if (!answer.ok) {
      throw new Error(`The shop answered ${answer.status}.`);
    }
    return await answer.json();
  } catch (error) {
    // Whoever asks next tries again.
    current = null;
    throw error;
  }
}

export async function fetchCustomerToken(): Promise<string> {
  return (await session()).token;
}
