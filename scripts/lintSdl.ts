import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ArgumentNode,
  type DocumentNode,
  Kind,
  parse,
  Source,
  type StringValueNode,
  type TypeNode,
  visit,
} from "graphql";

/** One thing about the schema that a client would trip over. */
export interface SdlProblem {
  readonly where: string;
  readonly message: string;
}

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/;
const PASCAL_CASE = /^[A-Z][a-zA-Z0-9]*$/;
const UPPER_CASE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

interface Named {
  readonly kind: string;
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
  readonly loc?:
    | { readonly source: Source; readonly startToken: { readonly line: number } }
    | undefined;
}

/**
 * Checks one SDL document: everything a client can name has a description, names follow the GraphQL
 * conventions, a deprecation says why, and whatever returns a connection takes `first: Int!` and
 * `after: String`, so that no list is unbounded.
 */
export function lintSdl(document: DocumentNode): readonly SdlProblem[] {
  const problems: SdlProblem[] = [];
  const report = (node: Named, message: string) => {
    const place = node.loc && `${node.loc.source.name}:${node.loc.startToken.line}`;
    problems.push({ where: place ?? node.name.value, message });
  };
  const check = (node: Named, path: string, pattern: RegExp, form: string) => {
    if (!node.description?.value.trim()) {
      report(node, `${path} has no description`);
    }
    if (!pattern.test(node.name.value)) {
      report(node, `${path} is not written in ${form}`);
    }
  };

  const checkType = (type: Named) => check(type, type.name.value, PASCAL_CASE, "PascalCase");
  const checkMembers = (
    type: Named & { readonly fields?: readonly FieldLike[] | undefined },
  ): undefined => {
    // An extension adds fields to a type that is described where it is defined.
    if (!type.kind.endsWith("Extension")) {
      checkType(type);
    }
    for (const field of type.fields ?? []) {
      const path = `${type.name.value}.${field.name.value}`;
      check(field, path, CAMEL_CASE, "camelCase");
      checkDeprecation(field, path, report);
      for (const argument of field.arguments ?? []) {
        check(argument, `${path}(${argument.name.value}:)`, CAMEL_CASE, "camelCase");
      }
      if (field.arguments && nameOf(field.type).endsWith("Connection")) {
        checkPaging(field, path, report);
      }
    }
    return undefined;
  };
  const checkEnum = (
    type: Named & { readonly values?: readonly (Named & Deprecatable)[] | undefined },
  ): undefined => {
    if (!type.kind.endsWith("Extension")) {
      checkType(type);
    }
    for (const value of type.values ?? []) {
      const path = `${type.name.value}.${value.name.value}`;
      check(value, path, UPPER_CASE, "UPPER_CASE");
      checkDeprecation(value, path, report);
    }
    return undefined;
  };

  visit(document, {
    ObjectTypeDefinition: checkMembers,
    ObjectTypeExtension: checkMembers,
    InterfaceTypeDefinition: checkMembers,
    InterfaceTypeExtension: checkMembers,
    InputObjectTypeDefinition: checkMembers,
    InputObjectTypeExtension: checkMembers,
    EnumTypeDefinition: checkEnum,
    EnumTypeExtension: checkEnum,
    UnionTypeDefinition: (type) => checkType(type),
    ScalarTypeDefinition: (type) => checkType(type),
    DirectiveDefinition: (directive) => {
      check(directive, `@${directive.name.value}`, CAMEL_CASE, "camelCase");
    },
  });
  return problems;
}

interface Deprecatable {
  readonly directives?:
    | readonly {
        readonly name: { readonly value: string };
        readonly arguments?: readonly ArgumentNode[] | undefined;
      }[]
    | undefined;
}

type FieldLike = Named &
  Deprecatable & {
    readonly type: TypeNode;
    readonly arguments?: readonly (Named & { readonly type: TypeNode })[] | undefined;
  };

type Report = (node: Named, message: string) => void;

function checkDeprecation(node: Named & Deprecatable, path: string, report: Report): void {
  const deprecated = node.directives?.find(({ name }) => name.value === "deprecated");
  if (deprecated && !deprecated.arguments?.some(({ name }) => name.value === "reason")) {
    report(node, `${path} is deprecated without a reason`);
  }
}

function checkPaging(field: FieldLike, path: string, report: Report): void {
  const typeOf = (name: string) => field.arguments?.find((one) => one.name.value === name)?.type;
  const first = typeOf("first");
  if (first?.kind !== Kind.NON_NULL_TYPE || nameOf(first) !== "Int") {
    report(field, `${path} returns a connection and must take first: Int!`);
  }
  const after = typeOf("after");
  if (after === undefined || after.kind === Kind.NON_NULL_TYPE || nameOf(after) !== "String") {
    report(field, `${path} returns a connection and must take after: String`);
  }
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** Lints every file of a folder of SDL. */
export function lintFolder(folder: string): readonly SdlProblem[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  if (files.length === 0) {
    return [{ where: folder, message: "there is no SDL" }];
  }
  return files.toSorted().flatMap((name) => {
    const path = join(folder, name);
    return lintSdl(parse(new Source(readFileSync(path, "utf8"), path)));
  });
}

if (import.meta.main) {
  const problems = lintFolder("schema");
  for (const { where, message } of problems) {
    console.error(`${where} ${message}`);
  }
  process.exitCode = problems.length === 0 ? 0 : 1;
}
