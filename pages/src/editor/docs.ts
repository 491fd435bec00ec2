import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { make, prose } from "../shared/dom.ts";

/** What a search shows at most. */
const FOUND_MAX = 40;
/** Pages that one can go back. */
const BACK_MAX = 50;

export interface SchemaDocs {
  /** Opens a type, and marks one of its fields. */
  open(type: string, field?: string): void;
}

/** The schema at the side: how to read it, a search, and a page for each type. */
export function showDocs(place: HTMLElement, schema: GraphQLSchema): SchemaDocs {
  const body = make("div", { className: "docs-body" });
  const search = make("input", { type: "search", placeholder: "Search types and fields" });
  search.setAttribute("aria-label", "Search the schema");
  const back = make("button", { type: "button", hidden: true }, "← Back");
  const trail: { readonly type: string; readonly field: string | undefined }[] = [];
  const home = () => {
    back.hidden = true;
    trail.length = 0;
    body.replaceChildren(...introduction(schema, open));
  };
  const draw = () => {
    const at = trail.at(-1);
    const type = at === undefined ? undefined : schema.getType(at.type);
    if (at === undefined || type == null) {
      return home();
    }
    back.hidden = false;
    body.replaceChildren(...pageOf(schema, type, open));
    const marked = [...body.querySelectorAll<HTMLElement>("[data-field]")].find(
      ({ dataset }) => dataset["field"] === at.field,
    );
    marked?.classList.add("marked");
    if (marked === undefined) {
      place.scrollTop = 0;
    } else {
      marked.scrollIntoView({ block: "center" });
    }
  };
  function open(type: string, field?: string): void {
    search.value = "";
    trail.push({ type, field });
    if (trail.length > BACK_MAX) {
      trail.shift();
    }
    draw();
  }
  back.addEventListener("click", () => {
    trail.pop();
    draw();
  });
  search.addEventListener("input", () => {
    if (search.value.trim() === "") {
      draw();
    } else {
      body.replaceChildren(...found(schema, search.value.trim(), open));
    }
  });
  place.replaceChildren(make("div", { className: "docs-head" }, back, search), body);
  home();
  return { open };
}

type Open = (type: string, field?: string) => void;

function linkTo(name: string, open: Open, field?: string): HTMLElement {
  const link = make("button", { type: "button", className: "link" }, field ?? name);
  link.addEventListener("click", () => open(name, field));
  return link;
}

/** A type as it is written, its name a link. */
function written(type: GraphQLType, open: Open): HTMLElement {
  const name = getNamedType(type).name;
  const [before = "", after = ""] = String(type).split(name);
  return make("code", { className: "type" }, before, linkTo(name, open), after);
}

function introduction(schema: GraphQLSchema, open: Open): readonly Node[] {
  const roots = [
    [schema.getQueryType(), "what can be asked"],
    [schema.getMutationType(), "what can be changed; each says whether it was"],
    [schema.getSubscriptionType(), "what is pushed when it changes"],
  ] as const;
  const steps = [
    "Run the first tab. Everything hangs on the customer: orders, points, tier, coupons.",
    "Put the cursor between two braces and press Ctrl+Space: what may stand there, and what it means.",
    "`!` means never null, `[...]` a list. What has arguments says which it needs.",
    "Lists have `nodes` and need `first`; `pageInfo` tells how to go on.",
    "A mutation that refuses something says so in `userErrors`, with a code and the field; it is no error of the call.",
    "Ctrl+click on a word of your question opens it here.",
  ];
  const examples: readonly [string, string][] = [
    ["Customer", "a person, and all that is known"],
    ["Loyalty", "the tier, why, and what is missing"],
    ["Order", "what was bought, and what it earns"],
    ["Coupon", "what it is good for, and every attempt"],
    ["PurchaseEventInput", "what a sender tells us"],
  ];
  const list = (items: readonly (readonly (Node | string)[])[]) =>
    make("ul", {}, ...items.map((item) => make("li", {}, ...item)));
  return [
    make("h2", {}, "How to read the schema"),
    make("ol", {}, ...steps.map((step) => make("li", {}, ...prose(step)))),
    make("h3", {}, "Where everything begins"),
    list(
      roots.flatMap(([type, says]) =>
        type == null ? [] : [[linkTo(type.name, open), `: ${says}`]],
      ),
    ),
    make("h3", {}, "Good places to look at"),
    list(
      examples.flatMap(([name, says]) =>
        schema.getType(name) == null ? [] : [[linkTo(name, open), `: ${says}`]],
      ),
    ),
  ];
}

function pageOf(schema: GraphQLSchema, type: GraphQLNamedType, open: Open): readonly Node[] {
  const page: Node[] = [make("h2", {}, make("code", {}, type.name))];
  if (type.description) {
    page.push(make("p", {}, ...prose(type.description)));
  }
  if (isEnumType(type)) {
    const values = type
      .getValues()
      .map(({ name, description, deprecationReason }) =>
        entryOf(name, [make("code", {}, name)], description, deprecationReason),
      );
    page.push(make("h3", {}, "Values"), ...values);
  } else if (isUnionType(type)) {
    const members = type.getTypes().map(({ name }) => make("li", {}, linkTo(name, open)));
    page.push(make("h3", {}, "One of"), make("ul", {}, ...members));
  } else if (isObjectType(type) || isInterfaceType(type)) {
    const fields = Object.values(type.getFields()).map((field) => fieldEntry(field, open));
    page.push(make("h3", {}, "Fields"), ...fields);
  } else if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map((field) =>
      entryOf(
        field.name,
        [make("code", {}, `${field.name}: `), written(field.type, open)],
        field.description,
        field.deprecationReason,
      ),
    );
    page.push(make("h3", {}, type.isOneOf ? "Exactly one of" : "Fields"), ...fields);
  }
  if (isInterfaceType(type)) {
    const kinds = schema
      .getPossibleTypes(type)
      .map(({ name }) => make("li", {}, linkTo(name, open)));
    page.push(make("h3", {}, "Kinds"), make("ul", {}, ...kinds));
  }
  return page;
}

function entryOf(
  name: string,
  head: readonly (Node | string)[],
  description: string | null | undefined,
  deprecated: string | null | undefined,
  ...rest: readonly Node[]
): HTMLElement {
  const entry = make("div", { className: "entry" }, make("p", { className: "head" }, ...head));
  entry.dataset["field"] = name;
  if (deprecated != null) {
    entry.append(make("p", { className: "deprecated" }, "Deprecated: ", ...prose(deprecated)));
  }
  if (description) {
    entry.append(make("p", {}, ...prose(description)));
  }
  entry.append(...rest);
  return entry;
}

function fieldEntry(field: GraphQLField<unknown, unknown>, open: Open): HTMLElement {
  const { name, args, type, description, deprecationReason } = field;
  const head = [
    make("code", {}, args.length > 0 ? `${name}(…): ` : `${name}: `),
    written(type, open),
  ];
  const rest = args.map((argument) => argumentEntry(argument, open));
  return entryOf(name, head, description, deprecationReason, ...rest);
}

function argumentEntry({ name, type, description }: GraphQLArgument, open: Open): HTMLElement {
  const head = make("p", { className: "head" }, make("code", {}, `${name}: `), written(type, open));
  const text = description ? make("p", {}, ...prose(description)) : null;
  return make("div", { className: "argument" }, head, text);
}

function found(schema: GraphQLSchema, text: string, open: Open): readonly Node[] {
  const wanted = text.toLowerCase();
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith("__"));
  const hits: { readonly type: string; readonly field?: string }[] = [];
  for (const type of types) {
    if (type.name.toLowerCase().includes(wanted)) {
      hits.push({ type: type.name });
    }
    const fields =
      isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)
        ? Object.keys(type.getFields())
        : [];
    for (const field of fields.filter((name) => name.toLowerCase().includes(wanted))) {
      hits.push({ type: type.name, field });
    }
  }
  const startsFirst = (hit: (typeof hits)[number]) =>
    (hit.field ?? hit.type).toLowerCase().startsWith(wanted) ? 0 : 1;
  hits.sort((a, b) => startsFirst(a) - startsFirst(b));
  const items = hits
    .slice(0, FOUND_MAX)
    .map(({ type, field }) =>
      make(
        "li",
        {},
        field === undefined ? linkTo(type, open) : linkTo(type, open, field),
        field === undefined ? "" : ` of ${type}`,
      ),
    );
  const more =
    hits.length > FOUND_MAX ? [make("p", {}, `and ${hits.length - FOUND_MAX} more`)] : [];
  return items.length === 0
    ? [make("p", {}, "Nothing has that in its name.")]
    : [make("ul", { className: "found" }, ...items), ...more];
}
