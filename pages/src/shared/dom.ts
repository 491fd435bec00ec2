type Child = Node | string | null;
type Props<Tag extends keyof HTMLElementTagNameMap> = Partial<
  Omit<HTMLElementTagNameMap[Tag], "dataset" | "style">
>;

/**
 * Makes an element. Texts become text and never markup, so that nothing that others wrote is read
 * as HTML.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props<Tag> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  Object.assign(element, props);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element of the page with this id. @throws Error when the page has none */
export function find(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`no element ${id}`);
  }
  return found;
}

/** Text in which what stands between backticks is code. */
export function prose(text: string): readonly (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? make("code", {}, part) : part));
}
