import { graphql as graphqlLanguage, updateSchema } from "cm6-graphql";
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from "graphql";
import { find, make } from "../shared/dom.ts";
import { EXAMPLES } from "../shared/questions.ts";
import { ask, readStart, type StartInfo, type Stories } from "../shared/server.ts";
import { makeEditor } from "./codeEditor.ts";
import { type SchemaDocs, showDocs } from "./docs.ts";
import { type Run, run } from "./run.ts";
import { drawTabs, keepOwnTabs, readOwnTabs, type Tab } from "./tabs.ts";

/** Nobody's stories: outside of demo mode the examples come without values. */
const NOBODY: Stories = { missing: null, expiring: null, refused: null, member: null };
const NARROW = matchMedia("(max-width: 900px)");

const start = await readStart();
const tabs: Tab[] = [...examplesFor(start), ...readOwnTabs()];
let current = chosenByAddress() ?? (tabs[0] as Tab);
let running: Run | null = null;
let docs: SchemaDocs | null = null;

const keys = [{ key: "Mod-Enter", preventDefault: true, run: onRunKey }];
const query = makeEditor(find("query"), {
  label: "Question",
  text: current.query,
  keys,
  language: graphqlLanguage(undefined, {
    onShowInDocs: (field, type, parent) => openInDocs(field, type, parent),
  }),
  onChange: () => {
    current.query = query.text();
    keepOwnTabs(tabs);
  },
});
const variables = makeEditor(find("variables"), {
  label: "Variables, as JSON",
  text: current.variables,
  keys,
  onChange: () => {
    current.variables = variables.text();
    keepOwnTabs(tabs);
  },
});
const answer = makeEditor(find("answer"), { label: "Answer", isReadOnly: true });

/** Role of the token that is sent, in demo mode; else the token itself, which is never kept. */
let pastedToken = "";
drawWho(start);
draw();
find("run").addEventListener("click", () => void toggle());
setDocs(!NARROW.matches);
find("docs-toggle").addEventListener("click", () => setDocs(find("docs").hidden === true));
addEventListener("hashchange", () => choose(chosenByAddress() ?? current));
await loadSchema();

function examplesFor({ demo }: StartInfo): Tab[] {
  return EXAMPLES.map((example) => {
    const values = example.variables(demo?.stories ?? NOBODY);
    const text =
      values === null || Object.keys(values).length === 0 ? "" : JSON.stringify(values, null, 2);
    const { id, query: asked, role } = example;
    const title = example.tab ?? example.title;
    return { id, title, query: asked.trim(), variables: text, role, isOwn: false };
  });
}

function chosenByAddress(): Tab | null {
  return tabs.find(({ id }) => id === location.hash.slice(1)) ?? null;
}

function choose(tab: Tab): void {
  running?.stop();
  current = tab;
  query.replace(tab.query);
  variables.replace(tab.variables);
  answer.replace("");
  draw();
}

function draw(): void {
  drawTabs(find("tabs"), tabs, {
    current,
    choose,
    add: () => {
      const count = tabs.filter(({ isOwn }) => isOwn).length + 1;
      const tab = { ...current, id: `own-${Date.now()}`, title: `My query ${count}`, isOwn: true };
      tabs.push(tab);
      keepOwnTabs(tabs);
      choose(tab);
      query.view.focus();
    },
    close: (tab) => {
      const at = tabs.indexOf(tab);
      tabs.splice(at, 1);
      keepOwnTabs(tabs);
      choose(tabs[at] ?? (tabs.at(-1) as Tab));
    },
  });
  const role = document.querySelector<HTMLSelectElement>("#role");
  if (role !== null) {
    role.value = current.role;
  }
}

function drawWho({ demo }: StartInfo): void {
  if (demo === null) {
    const input = make("input", { type: "password", id: "token", placeholder: "Token or key" });
    input.autocomplete = "off";
    input.addEventListener("input", () => {
      pastedToken = input.value.trim();
    });
    find("who").replaceChildren(make("label", { htmlFor: "token" }, "Bearer "), input);
    return;
  }
  const options = Object.keys(demo.tokens).map((role) => make("option", { value: role }, role));
  const select = make("select", { id: "role" }, ...options);
  select.addEventListener("change", () => {
    current.role = select.value;
  });
  find("who").replaceChildren(make("label", { htmlFor: "role" }, "as "), select);
}

/** Tokens of demo mode live for hours and this page for longer: they are asked for anew. */
async function tokenNow(): Promise<string | null> {
  if (start.demo === null) {
    return pastedToken === "" ? null : pastedToken;
  }
  const now = await readStart();
  return now.demo?.tokens[current.role] ?? null;
}

async function toggle(): Promise<void> {
  if (running !== null) {
    running.stop();
    return;
  }
  const button = find("run");
  const say = (text: string) => {
    find("status").textContent = text;
  };
  const token = await tokenNow().catch(() => null);
  const mine = run({
    ...{ query: query.text(), variables: variables.text(), token },
    cursor: query.view.state.selection.main.head,
    show: (text) => answer.replace(text),
    say,
  });
  running = mine;
  button.textContent = "Stop";
  await mine.ended;
  running = null;
  button.textContent = "Run";
}

/** @returns that the key is dealt with */
function onRunKey(): boolean {
  void toggle();
  return true;
}

function setDocs(isOpen: boolean): void {
  find("docs").hidden = !isOpen;
  find("panes").classList.toggle("with-docs", isOpen);
  find("docs-toggle").setAttribute("aria-expanded", String(isOpen));
}

function openInDocs(field?: string, type?: string, parent?: string): void {
  const target = field !== undefined && parent !== undefined ? parent : type;
  if (target !== undefined) {
    setDocs(true);
    docs?.open(target, field);
  }
}

/** The schema is open to everybody where this page is served, so no token is needed for it. */
async function loadSchema(): Promise<void> {
  const question = getIntrospectionQuery({ descriptions: true, oneOf: true });
  const got = await ask({ query: question }, null);
  if (got.data == null) {
    const why = got.errors?.[0]?.message ?? "no answer";
    find("docs").replaceChildren(make("p", {}, `The schema could not be read: ${why}`));
    return;
  }
  const schema = buildClientSchema(got.data as IntrospectionQuery);
  updateSchema(query.view, schema);
  docs = showDocs(find("docs"), schema);
}
