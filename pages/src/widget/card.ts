import { el, fill, type Part } from "./dom.ts";
import type { Told, ToldCoupon, ToldDistance, ToldPoints } from "./tell.ts";
import type { wordsIn } from "./words.ts";

/** What the card shows, whatever the state of the account. */
export type Shown =
  | { readonly kind: "loading" | "away" }
  | {
      readonly kind: "invited";
      readonly signInUrl: string | null;
      readonly joinUrl: string | null;
    }
  | { readonly kind: "member"; readonly told: Told; readonly stale: string | null };

export interface CardProps {
  readonly shown: Shown;
  readonly say: Say;
  /** Language of the words. */
  readonly lang: string;
  /** What is read out. */
  readonly said: string;
  /** Whether the tier has just changed before the reader's eyes. */
  readonly isNew: boolean;
  readonly onAgain: () => void;
}

type Say = ReturnType<typeof wordsIn>;

/** The whole of the widget, drawn anew at each change; what has not changed stays as it is. */
export class Card {
  readonly element = el("section");
  readonly #content = el("div", { class: "content" });
  readonly #status = el("p", { class: "hidden", role: "status" });

  constructor() {
    this.element.append(this.#content, this.#status);
  }

  draw(props: CardProps): void {
    const { shown, say, lang, said } = props;
    const isBusy = shown.kind === "loading";
    const { element } = this;
    element.className = `card ${shown.kind}`;
    element.lang = lang;
    element.ariaLabel = say("label");
    element.ariaBusy = String(isBusy);
    fill(this.#content, partsOf(props));
    this.#status.textContent = isBusy ? say("loading") : said;
  }
}

function partsOf({ shown, say, lang, isNew, onAgain }: CardProps): readonly (Part | null)[] {
  switch (shown.kind) {
    case "loading":
      return [{ key: "loading", of: null, make: skeleton }];
    case "away": {
      const make = () =>
        el("div", { class: "centre" }, el("p", {}, say("away")), again(say, onAgain));
      return [{ key: "away", of: lang, make }];
    }
    case "invited":
      return [{ key: "invited", of: [lang, shown], make: () => invitation(shown, say) }];
    case "member": {
      const { told, stale } = shown;
      const note = () =>
        el("footer", { class: "stale" }, el("span", {}, stale), again(say, onAgain));
      return [
        {
          ...{ key: "member", of: lang, make: () => el("div", { class: "body" }) },
          fill: (body) => fill(body, member(told, say, isNew)),
        },
        stale === null ? null : { key: "stale", of: stale, make: note },
      ];
    }
  }
}

function again(say: Say, onAgain: () => void): HTMLElement {
  const button = el("button", { type: "button" }, say("again"));
  button.addEventListener("click", onAgain);
  return button;
}

/** Grey lines, about as wide and as high as what is to come. */
function skeleton(): HTMLElement {
  const areas = ["tier", "points", "ways", "coupons"].map((name) =>
    el("div", { class: `area ${name}` }, el("i"), el("i"), el("i")),
  );
  return el("div", { class: "body", "aria-hidden": "true" }, ...areas);
}

function invitation(
  { signInUrl, joinUrl }: Extract<Shown, { kind: "invited" }>,
  say: Say,
): HTMLElement {
  const gains = (["gainPoints", "gainTier", "gainCoupons"] as const).map((word) =>
    el("li", {}, say(word)),
  );
  const link = (href: string | null, word: "signIn" | "join", isFirst: boolean) =>
    href === null ? null : el("a", { href, class: isFirst ? "first" : null }, say(word));
  const links = el(
    "p",
    { class: "links" },
    link(signInUrl, "signIn", true),
    link(joinUrl, "join", signInUrl === null),
  );
  const usual = [el("h2", {}, say("invite")), el("ul", {}, ...gains)];
  return el("div", { class: "centre" }, el("slot", { name: "invitation" }, ...usual), links);
}

function member(told: Told, say: Say, isNew: boolean): readonly Part[] {
  const { points, next, highest, keep, coupons, ...tier } = told;
  const area = (key: string, of: unknown, children: () => readonly (HTMLElement | null)[]) => ({
    ...{ key, of },
    make: () => el("div", { class: `area ${key}` }, ...children()),
  });
  return [
    area(isNew ? "tier new" : "tier", tier, () => tierOf(tier)),
    area("points", points, () => (points === null ? [] : pointsOf(points))),
    area("ways", { next, highest, keep }, () => [
      next && way(next, "next"),
      highest === null ? null : line("soft", highest),
      keep && way(keep, "keep"),
    ]),
    {
      ...area("coupons", coupons === null, () => [
        el("h3", { id: "coupons" }, say("coupons")),
        // It may scroll, and then the keyboard has to get there.
        el("ul", { tabindex: "0", "aria-labelledby": "coupons" }),
      ]),
      fill: ({ lastElementChild }) =>
        fill(lastElementChild as HTMLElement, couponsOf(coupons, say)),
    },
  ];
}

function line(name: string, text: string): HTMLElement {
  return el("p", { class: name }, text);
}

/** Names may be long, and written in the other direction. */
function named(tag: string, name: string, text: string): HTMLElement {
  return el(tag, { class: `${name} name` }, el("bdi", {}, text));
}

function tierOf(
  told: Omit<Told, "points" | "next" | "highest" | "keep" | "coupons">,
): readonly HTMLElement[] {
  const { tier, until, programme, benefit, benefits, suspended } = told;
  return [
    el("span", { class: "mark", "aria-hidden": "true" }, [...tier][0] ?? ""),
    el(
      "div",
      {},
      named("p", "soft", programme),
      named("h2", "", tier),
      until === null ? null : line("soft", until),
      benefit === null ? null : named("p", "best", benefit),
      benefits.length === 0 ? null : named("p", "soft", benefits.join(" · ")),
      suspended === null ? null : line("warn", suspended),
    ),
  ];
}

function pointsOf(told: ToldPoints): readonly (HTMLElement | null)[] {
  const { count, unit, worth, pending, expiring, isUrgent } = told;
  return [
    el("p", { class: "count" }, el("b", {}, count), ` ${unit}`),
    worth === null ? null : line("worth", worth),
    pending === null ? null : line("soft", pending),
    expiring === null ? null : line(isUrgent ? "soon" : "soft", expiring),
  ];
}

function way({ text, share, hint }: ToldDistance, id: string): HTMLElement {
  return el(
    "div",
    {},
    el("label", { for: id, class: "name" }, text),
    el("progress", { id, max: "1", value: String(share) }),
    hint === null ? null : named("p", "soft", hint),
  );
}

function couponsOf(coupons: readonly ToldCoupon[] | null, say: Say): readonly Part[] {
  if (coupons === null || coupons.length === 0) {
    const text = say(coupons === null ? "couponsAway" : "noCoupons");
    return [{ key: "none", of: text, make: () => el("li", { class: "soft" }, text) }];
  }
  // All anew when one comes or goes: none of them has moved then.
  return coupons.map((coupon) => ({
    ...{ key: coupon.code, of: coupons },
    make: () => {
      const { code, name, note, isUsable } = coupon;
      return el(
        "li",
        { class: isUsable ? null : "not" },
        named("span", "", name),
        el("code", {}, code),
        el("span", { class: isUsable ? "soft" : "why" }, note),
      );
    },
  }));
}
