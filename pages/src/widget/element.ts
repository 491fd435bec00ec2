import { type AccountState, LiveAccount } from "./account.ts";
import { Card, type Shown } from "./card.ts";
import { figuresIn, localeOf } from "./figures.ts";
import { LastValuesStore } from "./lastValues.ts";
import { announce, type Language, type Told, tell } from "./tell.ts";
import { type GetToken, Tokens, tokensFrom } from "./token.ts";
import css from "./widget.css?inline";
import { languageOf, wordsIn } from "./words.ts";

/** Milliseconds after which a page that nobody looks at does without its stream. */
const HIDDEN_MS = 60_000;

/** Where the script came from: a server of ours, unless the page says another. */
const HERE = import.meta.url;

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Attributes after which everything begins anew, and those after which it only looks different. */
const TO_RESTART = ["account", "graph-url", "lang", "token-url"];
const TO_DRAW = ["join-url", "sign-in-url", "wallet"];

/** `<tributary-loyalty>`: docs/guides/widget.md has its attributes, events and variables. */
export class TributaryLoyalty extends HTMLElement {
  static readonly observedAttributes = [...TO_RESTART, ...TO_DRAW];

  readonly #card = new Card();
  #getToken: GetToken | null = null;
  #account: LiveAccount | null = null;
  #state: AccountState = { kind: "loading" };
  #toldState = "";
  #told: Told | null = null;
  #said = "";
  #isNew = false;
  /** What is listened to while it stands in a page. */
  #standing: AbortController | null = null;
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#card.element);
  }

  /** Gives the token of whoever is signed in, null for nobody; takes the place of `token-url`. */
  get getToken(): GetToken | null {
    return this.#getToken;
  }

  set getToken(getToken: GetToken | null) {
    this.#getToken = getToken;
    this.#restartSoon();
  }

  /** Somebody else is signed in, or somebody at last: everything is asked for anew. */
  refresh(): void {
    this.#restartSoon();
  }

  /** Nobody is signed in any more: what was kept is forgotten, and nothing is asked for. */
  signOut(): void {
    this.#account?.forget();
  }

  connectedCallback(): void {
    // Set before the script was there.
    if (Object.hasOwn(this, "getToken")) {
      const { getToken } = this;
      Reflect.deleteProperty(this, "getToken");
      this.getToken = getToken;
    }
    this.#standing = new AbortController();
    const { signal } = this.#standing;
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
    addEventListener("pagehide", () => this.#account?.stop(), { signal });
    addEventListener("pageshow", () => this.#account?.start(), { signal });
    addEventListener("online", () => this.#account?.hurry(), { signal });
    if (this.#account === null) {
      this.#draw();
      this.#restartSoon();
    } else {
      this.#account.start();
    }
  }

  disconnectedCallback(): void {
    this.#standing?.abort();
    this.#standing = null;
    clearTimeout(this.#hiddenTimer);
    this.#account?.stop();
  }

  attributeChangedCallback(name: string): void {
    if (TO_RESTART.includes(name)) {
      this.#restartSoon();
    } else {
      this.#take(this.#state);
    }
  }

  get #locale(): string {
    const { lang } = this.closest<HTMLElement>("[lang]") ?? {};
    return localeOf(lang, navigator.language);
  }

  /** Nobody needs a stream behind a page that is not looked at; it is caught up with later. */
  #look(): void {
    clearTimeout(this.#hiddenTimer);
    if (document.visibilityState === "hidden") {
      this.#hiddenTimer = setTimeout(() => this.#account?.stop(), HIDDEN_MS);
    } else {
      this.#account?.start();
    }
  }

  /** Once for all that is set in one go. */
  #restartSoon(): void {
    if (this.#standing === null || this.#isDue) {
      return;
    }
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      if (this.#standing !== null) {
        this.#restart();
      }
    });
  }

  #restart(): void {
    this.#account?.stop();
    const tokenUrl = this.getAttribute("token-url");
    const getToken =
      this.#getToken ?? (tokenUrl === null ? null : tokensFrom(urlOf(tokenUrl) ?? tokenUrl));
    const account = new LiveAccount({
      graph: urlOf(this.getAttribute("graph-url")) ?? new URL("/graphql", HERE).href,
      locale: this.#locale,
      tokens: new Tokens(getToken ?? (async () => null)),
      last: new LastValuesStore(this.getAttribute("account") ?? ""),
      onState: (state) => {
        if (account === this.#account) {
          this.#take(state);
        }
      },
      onTrouble: (code) => this.#dispatch("trouble", { code }),
    });
    this.#account = account;
    this.#told = null;
    this.#take({ kind: "loading" });
    account.start();
  }

  #take(state: AccountState): void {
    this.#state = state;
    const language = this.#language();
    const told =
      state.kind === "shown"
        ? tell(state.page, this.getAttribute("wallet") ?? "points", language, Date.now())
        : null;
    const before = this.#told;
    this.#told = told;
    const isOther = told !== null && before !== null && before.tierCode !== told.tierCode;
    if (told === null || before === null) {
      this.#said = "";
      this.#isNew = false;
    } else {
      // What was said last stays until there is something else to say: it may not be read out yet.
      this.#said = announce(before, told, language) || this.#said;
      this.#isNew ||= isOther;
    }
    this.#draw();
    if (isOther) {
      this.#dispatch("tier", { code: told.tierCode, name: told.tier });
    }
    const name = this.#stateName();
    if (name !== this.#toldState) {
      this.#toldState = name;
      this.#dispatch("state", { state: name });
    }
  }

  #stateName(): string {
    const state = this.#state;
    if (state.kind !== "shown") {
      return state.kind;
    }
    if (state.staleSinceMs !== null) {
      return "stale";
    }
    return this.#told === null ? "not-member" : "live";
  }

  #language(): Language {
    const locale = this.#locale;
    const page = this.#state.kind === "shown" ? this.#state.page : null;
    const timeZone = page?.loyalty?.programme.timeZone ?? "UTC";
    return { say: wordsIn(locale), figures: figuresIn(locale, timeZone) };
  }

  #shown({ say, figures }: Language): Shown {
    const state = this.#state;
    if (state.kind === "loading" || state.kind === "away") {
      return { kind: state.kind };
    }
    const joinUrl = urlOf(this.getAttribute("join-url"));
    if (state.kind === "signed-out" || this.#told === null) {
      const signInUrl =
        state.kind === "signed-out" ? urlOf(this.getAttribute("sign-in-url")) : null;
      return { kind: "invited", signInUrl, joinUrl };
    }
    const { staleSinceMs } = state;
    const time = staleSinceMs === null ? "" : figures.time(staleSinceMs, Date.now());
    return {
      kind: "member",
      told: this.#told,
      stale: staleSinceMs === null ? null : say("asOf", { time }),
    };
  }

  #draw(): void {
    const language = this.#language();
    const shown = this.#shown(language);
    const trouble = shown.kind === "away" ? language.say("away") : "";
    const stale = shown.kind === "member" ? shown.stale : null;
    this.#card.draw({
      ...{ shown, say: language.say, lang: languageOf(this.#locale), isNew: this.#isNew },
      said: stale ?? (trouble || this.#said),
      onAgain: () => this.#account?.hurry(),
    });
  }

  #dispatch(name: string, detail: object): void {
    this.dispatchEvent(
      new CustomEvent(`tributary-${name}`, { detail, bubbles: true, composed: true }),
    );
  }
}

/** A web address as the page writes it; null where it is none, or would be a script. */
function urlOf(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address, document.baseURI);
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null;
}
