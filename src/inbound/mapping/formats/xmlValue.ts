import { SaxesParser } from "saxes";
import { DEPTH_MAX, TEXT_LENGTH_MAX, VALUES_MAX } from "../language/limits.ts";
import { isSameCharset } from "./charset.ts";
import { BodyFault } from "./formatRecord.ts";

interface Open {
  readonly name: string;
  readonly children: Map<string, unknown>;
  text: string;
}

/**
 * XML as expressions see it: an element is its text, or a map of its children and attributes
 * (`@name`) with the text beside them as `#text`; what is there several times is a list. Prefixes
 * of namespaces are left out.
 *
 * Guarantee: nothing is fetched and nothing is expanded but the five entities of XML itself and
 * characters by their number: a document type is refused before anything of it is read.
 *
 * @param charset what the bytes were read as: a document that says another one is refused
 * @throws BodyFault NOT_XML, DTD_REFUSED, CHARSET_NOT_SUPPORTED, TOO_DEEP, TOO_LARGE
 */
export function xmlValue(text: string, charset: string): ReadonlyMap<string, unknown> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const place = () => `${parser.line}:${parser.column + 1}`;
  const root: Open = { name: "", children: new Map(), text: "" };
  const open: Open[] = [root];
  let values = 0;
  const count = () => {
    values += 1;
    if (values > VALUES_MAX) {
      throw new BodyFault("TOO_LARGE", place(), `It has more than ${VALUES_MAX} values.`);
    }
  };
  parser.on("error", () => {
    throw new BodyFault("NOT_XML", place(), "This is not well-formed XML.");
  });
  parser.on("doctype", () => {
    throw new BodyFault("DTD_REFUSED", place(), "A document type (DTD) is not taken.");
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !isSameCharset(encoding, charset)) {
      const problem = `It says another charset than the mapping, which says ${charset}.`;
      throw new BodyFault("CHARSET_NOT_SUPPORTED", place(), problem);
    }
  });
  parser.on("opentag", ({ name, attributes }) => {
    count();
    if (open.length > DEPTH_MAX) {
      throw new BodyFault("TOO_DEEP", place(), `It has more than ${DEPTH_MAX} levels.`);
    }
    const children = new Map<string, unknown>();
    for (const [key, value] of Object.entries(attributes)) {
      if (!/^xmlns(:|$)/.test(key)) {
        count();
        children.set(`@${localOf(key)}`, bounded(value));
      }
    }
    open.push({ name: localOf(name), children, text: "" });
  });
  const addText = (more: string) => {
    (open.at(-1) as Open).text += more;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const closed = open.pop() as Open;
    put((open.at(-1) as Open).children, closed.name, elementOf(closed));
  });
  parser.write(text).close();
  return root.children;
}

function elementOf({ children, text }: Open): unknown {
  const own = bounded(text.trim());
  if (children.size === 0) {
    return own;
  }
  if (own !== "") {
    children.set("#text", own);
  }
  return children;
}

/** A second one makes a list; lists are ours alone, so nothing else can be one. */
function put(children: Map<string, unknown>, name: string, value: unknown): void {
  const before = children.get(name);
  if (Array.isArray(before)) {
    before.push(value);
  } else {
    children.set(name, children.has(name) ? [before, value] : value);
  }
}

function bounded(text: string): string | null {
  return text.length > TEXT_LENGTH_MAX ? null : text;
}

function localOf(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
