import { createRenderer } from "@hubspot/ui-extensions/testing";
import { TributaryCard } from "../src/app/cards/TributaryCard";

type Send = (url: string, options: { readonly method: string; readonly body: object }) => unknown;

/** How long the service may take, milliseconds. */
const SHOWN_MS = 20_000;

/**
 * Draws the card for a contact by HubSpot's own test renderer.
 *
 * @param send takes the place of HubSpot's proxy
 * @returns all its text, once something but the spinner is there
 */
export async function renderCard(email: string | null, send: Send): Promise<string> {
  // Cards run in a worker.
  Object.assign(globalThis, { self: globalThis, hsFetch: send });
  const { mocks, render, waitFor, getRootNode } = createRenderer("crm.record.sidebar");
  mocks.useCrmProperties.willCall(() => ({
    ...{ properties: { email }, error: null, isLoading: false, isRefetching: false },
    refetch: async () => {},
  }));
  render(<TributaryCard />);
  await waitFor(
    () => {
      if (getRootNode().toString().includes("LoadingSpinner")) {
        throw new Error("Still loading");
      }
    },
    { timeoutInMs: SHOWN_MS },
  );
  return getRootNode().toString();
}
