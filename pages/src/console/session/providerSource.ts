import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { PROVIDER_MEMO, SIGNED_IN_PATH } from "./providerPaths.ts";
import type { Token, TokenSource } from "./session.ts";

/** How the server says that people sign in. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/**
 * Authorisation code flow with PKCE (RFC 7636) against an OpenID provider. The tokens stay in this
 * window's session storage.
 */
export function createManager({ issuer, clientId, scope }: SignIn): UserManager {
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}${SIGNED_IN_PATH}`,
    popup_redirect_uri: `${location.origin}${SIGNED_IN_PATH}`,
    post_logout_redirect_uri: `${location.origin}/console`,
    response_type: "code",
    scope,
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    // A window that asks anew reads it, too: what a request proves itself by, for a few minutes.
    stateStore: new WebStorageStateStore({ store: localStorage }),
  });
}

type Signed = Awaited<ReturnType<UserManager["getUser"]>>;

function tokenOf(user: Signed): Token | null {
  if (user === null || user.expired === true) {
    return null;
  }
  const expiresAtMs = user.expires_at === undefined ? null : user.expires_at * 1_000;
  return { text: user.access_token, expiresAtMs };
}

export function providerSource(manager: UserManager): TokenSource {
  return {
    memo: PROVIDER_MEMO,
    current: async () => tokenOf(await manager.getUser()),
    renew: async () => {
      const user = await manager.getUser();
      // Without a refresh token it takes a frame of the provider's, which ours forbids.
      return user?.refresh_token === undefined ? null : tokenOf(await manager.signinSilent());
    },
    // In a window of its own, so that the page keeps what was typed.
    ask: async () => tokenOf(await manager.signinPopup()),
    end: async () => {
      await manager.removeUser();
    },
  };
}
