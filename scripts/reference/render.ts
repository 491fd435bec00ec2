import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type ObjectTypeExtensionNode,
  parse,
  print,
  type StringValueNode,
  type TypeDefinitionNode,
} from "graphql";
import { anchor, codes, firstSentence, table, titleOf, typeLink, wrap } from "./markdown.ts";

/** One file of SDL; `name` without its ending. */
export interface SdlFile {
  readonly name: string;
  readonly text: string;
}

/** By `Type.field`: the roles that may use a root field, and those from whom another is hidden. */
export interface Access {
  readonly allowed: Readonly<Record<string, readonly string[]>>;
  readonly hidden: Readonly<Record<string, readonly string[]>>;
}

const ROOTS = { Query: "Queries", Mutation: "Mutations", Subscription: "Subscriptions" } as const;
const INDEX = "schema";

type Root = keyof typeof ROOTS;
interface RootField {
  readonly root: Root;
  readonly page: string;
  readonly field: FieldDefinitionNode;
}
interface Graph {
  /** Page of each type. */
  readonly pages: ReadonlyMap<string, string>;
  readonly types: readonly { readonly page: string; readonly type: TypeDefinitionNode }[];
  readonly roots: readonly RootField[];
  /** Fields that other files add to a type. */
  readonly added: ReadonlyMap<string, readonly FieldDefinitionNode[]>;
  readonly access: Access;
}

/**
 * The schema reference: Markdown by the name of its page, `schema` being the first. A page has what
 * one file of SDL defines; a field that another file adds stands with its type.
 *
 * @throws Error when nobody is known to be allowed a root field
 */
export function renderReference(
  files: readonly SdlFile[],
  access: Access,
): ReadonlyMap<string, string> {
  const graph = readGraph(files, access);
  const pages = files.map(({ name }) => [name, renderPage(name, graph)] as const);
  const shown = pages.filter(([, text]) => text !== "");
  return new Map([
    [
      INDEX,
      renderIndex(
        shown.map(([name]) => name),
        graph,
      ),
    ],
    ...shown,
  ]);
}

function readGraph(files: readonly SdlFile[], access: Access): Graph {
  const definitions = files.flatMap(({ name: page, text }) =>
    parse(text).definitions.map((definition) => ({ page, definition })),
  );
  const types = definitions.flatMap(({ page, definition }) =>
    isType(definition) && !isRoot(definition.name.value) ? [{ page, type: definition }] : [],
  );
  const extensions = definitions.flatMap(({ page, definition }) =>
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ? [{ page, ...extended(definition) }] : [],
  );
  const roots = extensions.flatMap(({ page, name, fields }) =>
    isRoot(name) ? fields.map((field) => ({ root: name, page, field })) : [],
  );
  const added = Map.groupBy(extensions, ({ name }) => name);
  return {
    access,
    types,
    roots,
    pages: new Map(types.map(({ page, type }) => [type.name.value, page])),
    added: new Map([...added].map(([name, all]) => [name, all.flatMap(({ fields }) => fields)])),
  };
}

const isType = (one: DefinitionNode): one is TypeDefinitionNode =>
  one.kind.endsWith("TypeDefinition");
const isRoot = (name: string): name is Root => Object.hasOwn(ROOTS, name);
const extended = ({ name, fields = [] }: ObjectTypeExtensionNode) => ({ name: name.value, fields });

function renderIndex(pages: readonly string[], graph: Graph): string {
  const rootTables = Object.entries(ROOTS).flatMap(([root, title]) => {
    const rows = graph.roots
      .filter((one) => one.root === root)
      .map(({ page, field }) => {
        const path = `${root}.${field.name.value}`;
        const link = `[\`${field.name.value}\`](${page}.md#${anchor(path)})`;
        return [link, codes(allowedTo(path, graph)), firstSentence(textOf(field))];
      });
    return rows.length === 0 ? [] : [`## ${title}`, ...table(["field", "for", "what"], rows)];
  });
  const contents = pages.map((page) => {
    const names = graph.types.filter((one) => one.page === page).map(({ type }) => type.name.value);
    const links = names.map((name) => `[${name}](${page}.md#${anchor(name)})`);
    return [`[${titleOf(page)}](${page}.md)`, links.join(", ")];
  });
  return join([
    "# The schema",
    wrap(
      `Every type, field and argument of the graph, a page for each file of
      [schema/](../../schema/). \`npm run codegen\` writes these pages from the SDL: change it
      there. Beside each root field are the roles that may use it, which a test asks of a running
      server; everybody else gets \`FORBIDDEN\`.`,
    ),
    wrap(
      `What is here stays until a version says otherwise
      ([ADR-0030](../adr/0030-released-schema.md)). New fields, values of enums and members of
      unions may come at any time: a client has to do without what it does not know.`,
    ),
    ...rootTables,
    "## Types",
    ...table(["page", "types"], contents),
  ]);
}

/** The page of one file; empty when the file defines nothing of its own. */
function renderPage(page: string, graph: Graph): string {
  const rootSections = Object.entries(ROOTS).flatMap(([root, title]) => {
    const fields = graph.roots.filter((one) => one.page === page && one.root === root);
    if (fields.length === 0) {
      return [];
    }
    return [`## ${title}`, ...fields.flatMap((one) => renderRootField(one, graph))];
  });
  const types = graph.types.filter((one) => one.page === page);
  if (rootSections.length === 0 && types.length === 0) {
    return "";
  }
  const source = `schema/${page}.graphql`;
  return join([
    `# ${titleOf(page)}`,
    wrap(`From [${source}](../../${source}); all pages: [the schema](${INDEX}.md).`),
    ...rootSections,
    ...(types.length === 0 ? [] : ["## Types"]),
    ...types.flatMap(({ type }) => renderType(type, page, graph)),
  ]);
}

function renderRootField({ root, page, field }: RootField, graph: Graph): readonly string[] {
  const path = `${root}.${field.name.value}`;
  return [
    `### ${path}`,
    wrap(textOf(field)),
    wrap(
      `Answers ${typeLink(field.type, page, graph.pages)}. For ${codes(allowedTo(path, graph))}.`,
    ),
    ...table(
      ["argument", "type", "what"],
      (field.arguments ?? []).map((one) => inputRow(one, page, graph)),
    ),
  ];
}

function renderType(type: TypeDefinitionNode, page: string, graph: Graph): readonly string[] {
  const head = [`### ${type.name.value}`, wrap(textOf(type))];
  const linked = (name: { readonly name: { readonly value: string } }) =>
    typeLink(
      { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name.name.value } },
      page,
      graph.pages,
    );
  switch (type.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = [...(type.fields ?? []), ...(graph.added.get(type.name.value) ?? [])];
      const parents = (type.interfaces ?? []).map(linked);
      return [
        ...head,
        ...(parents.length === 0 ? [] : [`Implements ${parents.join(", ")}.`]),
        ...table(
          ["field", "type", "what"],
          fields.flatMap((field) => fieldRows(type.name.value, field, page, graph)),
        ),
      ];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const isOneOf = type.directives?.some(({ name }) => name.value === "oneOf");
      const rows = (type.fields ?? []).map((field) => inputRow(field, page, graph));
      return [
        ...head,
        ...(isOneOf ? ["Exactly one of these."] : []),
        ...table(["field", "type", "what"], rows),
      ];
    }
    case Kind.ENUM_TYPE_DEFINITION:
      return [
        ...head,
        ...table(
          ["value", "what"],
          (type.values ?? []).map((value) => [codes([value.name.value]), textOf(value)]),
        ),
      ];
    case Kind.UNION_TYPE_DEFINITION:
      return [...head, wrap(`One of ${(type.types ?? []).map(linked).join(", ")}.`)];
    case Kind.SCALAR_TYPE_DEFINITION: {
      const url = argumentOf("specifiedBy", "url", type.directives);
      return url === undefined ? head : [...head, `Specified by <${url}>.`];
    }
  }
}

/** A row for the field, and one for each of its arguments. */
function fieldRows(
  type: string,
  field: FieldDefinitionNode,
  page: string,
  graph: Graph,
): readonly (readonly string[])[] {
  const name = field.name.value;
  const hidden = graph.access.hidden[`${type}.${name}`] ?? [];
  const notFor = hidden.length === 0 ? "" : ` Not for ${codes(hidden)}.`;
  const own = [codes([name]), typeLink(field.type, page, graph.pages), `${textOf(field)}${notFor}`];
  const given = (field.arguments ?? []).map((one) =>
    inputRow(one, page, graph, `${name}(${one.name.value}:)`),
  );
  return [own, ...given];
}

function inputRow(
  input: InputValueDefinitionNode,
  page: string,
  graph: Graph,
  name: string = input.name.value,
): readonly string[] {
  const preset = input.defaultValue === undefined ? "" : ` = ${print(input.defaultValue)}`;
  const type = typeLink(input.type, page, graph.pages, preset);
  return [codes([name]), type, textOf(input)];
}

/** What the SDL says of it; first that it is not to be used any more, where that is so. */
function textOf(node: {
  readonly description?: StringValueNode | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}): string {
  const reason = argumentOf("deprecated", "reason", node.directives);
  const text = node.description?.value ?? "";
  return reason === undefined ? text : `Deprecated: ${reason} ${text}`;
}

function argumentOf(
  directive: string,
  name: string,
  directives: readonly ConstDirectiveNode[] = [],
): string | undefined {
  const found = directives.find((one) => one.name.value === directive);
  const value = found?.arguments?.find((one) => one.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function allowedTo(path: string, { access }: Graph): readonly string[] {
  const roles = access.allowed[path];
  if (roles === undefined) {
    throw new Error(`${path} has no policy: add it to test/e2e/policy.ts`);
  }
  return roles;
}

const join = (parts: readonly string[]) => `${parts.join("\n\n")}\n`;
