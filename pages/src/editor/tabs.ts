import { make } from "../shared/dom.ts";

/** What stands in one tab; `text`s are as they were left. */
export interface Tab {
  readonly id: string;
  title: string;
  query: string;
  variables: string;
  role: string;
  /** Whether somebody has made it here, and may close it. */
  readonly isOwn: boolean;
}

const STORED = "tributary.tabs";
/** Tabs of one's own that are kept. */
const OWN_MAX = 20;

/** Tabs that were left here; no token is ever among them. */
export function readOwnTabs(): Tab[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isTab).slice(0, OWN_MAX) : [];
  } catch {
    return [];
  }
}

function isTab(value: unknown): value is Tab {
  const fields = ["id", "title", "query", "variables", "role"];
  return (
    typeof value === "object" &&
    value !== null &&
    fields.every((name) => typeof (value as Record<string, unknown>)[name] === "string")
  );
}

export function keepOwnTabs(tabs: readonly Tab[]): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(tabs.filter(({ isOwn }) => isOwn)));
  } catch {
    // A browser that keeps nothing: the tabs live as long as the page.
  }
}

/** Shows the tabs as the list that screen readers know, moved through with the arrow keys. */
export function drawTabs(
  list: HTMLElement,
  tabs: readonly Tab[],
  state: {
    readonly current: Tab;
    readonly choose: (tab: Tab) => void;
    readonly add: () => void;
    readonly close: (tab: Tab) => void;
  },
): void {
  const buttons = tabs.map((tab) => {
    const isCurrent = tab === state.current;
    const button = make("button", { type: "button", className: "tab" }, tab.title);
    button.setAttribute("role", "tab");
    button.setAttribute("aria-selected", String(isCurrent));
    button.setAttribute("aria-controls", "question");
    button.tabIndex = isCurrent ? 0 : -1;
    button.addEventListener("click", () => state.choose(tab));
    return button;
  });
  list.onkeydown = ({ key }) => {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    const next = tabs[(tabs.indexOf(state.current) + step + tabs.length) % tabs.length];
    if (step !== 0 && next !== undefined) {
      state.choose(next);
      list.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
    }
  };
  list.replaceChildren(...buttons);
  list
    .querySelector("[aria-selected=true]")
    ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  drawTools(list, state);
}

/** Beside the list, because only tabs may be in it. */
function drawTools(
  list: HTMLElement,
  state: { readonly current: Tab; add(): void; close(tab: Tab): void },
): void {
  const place = document.getElementById("tab-tools");
  const add = make("button", { type: "button", title: "A tab of your own" }, "+");
  add.setAttribute("aria-label", "New tab");
  add.addEventListener("click", state.add);
  const close = make("button", { type: "button", title: "Close this tab" }, "×");
  close.setAttribute("aria-label", "Close this tab");
  close.hidden = !state.current.isOwn;
  close.addEventListener("click", () => state.close(state.current));
  const tools = make("div", { className: "tab-tools", id: "tab-tools" }, add, close);
  if (place === null) {
    list.after(tools);
  } else {
    place.replaceWith(tools);
  }
}
