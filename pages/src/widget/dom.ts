/** Texts become text nodes, whatever is in them; null is left out. */
type Child = Node | string | null;

/** An element with its attributes; those that are null are left out. */
export function el(
  tag: string,
  attributes: Readonly<Record<string, string | null>> = {},
  ...children: readonly Child[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A child of which it is known what it shows. */
export interface Part {
  /** Tells it apart from those beside it. */
  readonly key: string;
  /** What it shows: while that is equal, the element stays, and with it focus and scrolling. */
  readonly of: unknown;
  readonly make: () => HTMLElement;
  /** What changes inside of an element that stays. */
  readonly fill?: (element: HTMLElement) => void;
}

const shown = new WeakMap<Element, string>();

/** Makes the children of an element these, in this order; those stay that show the same. */
export function fill(parent: HTMLElement, parts: readonly (Part | null)[]): void {
  const old = new Map(
    [...parent.children].map((child) => [shown.get(child), child as HTMLElement]),
  );
  const next = parts
    .filter((part) => part !== null)
    .map(({ key, of, make, fill: inside }) => {
      const what = JSON.stringify([key, of]);
      const element = old.get(what) ?? make();
      shown.set(element, what);
      inside?.(element);
      return element;
    });
  // First away with what goes: then those that stay need not be moved, which would lose the focus.
  for (const child of [...parent.children]) {
    if (!next.includes(child as HTMLElement)) {
      child.remove();
    }
  }
  for (const [at, element] of next.entries()) {
    if (parent.children[at] !== element) {
      parent.insertBefore(element, parent.children[at] ?? null);
    }
  }
}
