import { find, make } from "../shared/dom.ts";
import { coloured } from "../shared/json.ts";
import { STORIES, type Story } from "../shared/questions.ts";
import { type Answer, ask, type StartInfo } from "../shared/server.ts";
import { IN_SHORT } from "./inShort.ts";

const DAY_MS = 86_400_000;

type Demo = NonNullable<StartInfo["demo"]>;

/** A card for each story that somebody of this database has. */
export function showStories(demo: Demo, hasEditor: boolean): void {
  const cards = STORIES.flatMap((story) => {
    const variables = story.variables(demo.stories);
    const token = demo.tokens[story.role];
    return variables === null || token === undefined
      ? []
      : [
          cardOf(story, {
            ...{ variables, token, hasEditor },
            title: titleOf(story, demo),
            screen: story.screen(demo.stories),
          }),
        ];
  });
  find("story-list").replaceChildren(...cards);
  find("stories").hidden = cards.length === 0;
}

/** Says "tomorrow" only when it is so. */
function titleOf(story: Story, { stories }: Demo): string {
  if (story.id !== "expiring" || stories.expiring === null) {
    return story.title;
  }
  const noonOf = (date: Date) => date.setHours(12, 0, 0, 0);
  const inDays = Math.round((noonOf(new Date(stories.expiring.at)) - noonOf(new Date())) / DAY_MS);
  const when = new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(inDays, "day");
  return `${story.title} ${when}`;
}

function cardOf(
  story: Story,
  with_: {
    readonly variables: object;
    readonly token: string;
    readonly title: string;
    readonly hasEditor: boolean;
    readonly screen: string | null;
  },
): HTMLElement {
  const answer = make("div", { className: "answer", hidden: true });
  // Buttons that are listed without their cards are told apart.
  const about = make("span", { className: "unseen" }, `: ${with_.title}`);
  const button = make("button", { type: "button", className: "primary" }, "Ask the graph", about);
  button.addEventListener("click", async () => {
    button.disabled = true;
    const startedMs = performance.now();
    const got = await ask({ query: story.query, variables: with_.variables }, with_.token).catch(
      (error: Error): Answer => ({ errors: [{ message: error.message }] }),
    );
    const ms = Math.round(performance.now() - startedMs);
    for (const other of document.querySelectorAll<HTMLElement>(".answer")) {
      other.hidden = true;
    }
    answer.replaceChildren(...linesOf(story, got), detailsOf(story, got));
    answer.hidden = false;
    button.disabled = false;
    button.replaceChildren(`Ask again (${ms} ms)`, about);
  });
  const link = make(
    "a",
    { href: `/graphql#${story.id}`, className: "quiet" },
    "Open in the editor",
  );
  const seen =
    with_.screen === null
      ? null
      : make("a", { href: with_.screen, className: "quiet" }, "See it on the screen");
  const heading = make("h3", {}, with_.title);
  const card = make(
    "article",
    { className: "story", id: `story-${story.id}` },
    make("p", { className: "who" }, `asked by ${story.who}`),
    heading,
    make("p", {}, story.says),
    make("p", { className: "actions" }, button, seen, with_.hasEditor ? link : null),
    answer,
  );
  answer.setAttribute("role", "status");
  return card;
}

function linesOf(story: Story, { data, errors }: Answer): readonly HTMLElement[] {
  if (data == null) {
    const why = errors?.map(({ message }) => message).join(" ") ?? "There was no answer.";
    return [make("p", { className: "refused" }, why)];
  }
  const lines = IN_SHORT[story.id]?.(data as never) ?? [];
  const list = make("ul", { className: "short" }, ...lines.map((line) => make("li", {}, line)));
  return [list];
}

function detailsOf(story: Story, answer: Answer): HTMLElement {
  const shown = answer.data == null ? answer : { data: answer.data };
  const block = (name: string, ...text: readonly (Node | string)[]) => {
    const pre = make("pre", { tabIndex: 0 }, make("code", {}, ...text));
    pre.setAttribute("aria-label", name);
    return make("div", {}, make("h4", {}, name), pre);
  };
  return make(
    "details",
    {},
    make("summary", {}, "The question and the answer as they went"),
    make(
      "div",
      { className: "went" },
      block("Question", story.query.trim()),
      block("Answer", ...coloured(JSON.stringify(shown, null, 2))),
    ),
  );
}
