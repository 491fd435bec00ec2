import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** Colours are the page's: they follow its light and its dark. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.comment, tags.lineComment], color: "var(--c-comment)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.definitionKeyword], color: "var(--c-literal)" },
  { tag: [tags.propertyName, tags.attributeName], color: "var(--c-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--c-text)" },
  { tag: [tags.number, tags.integer, tags.float], color: "var(--c-number)" },
  { tag: [tags.bool, tags.null, tags.atom], color: "var(--c-literal)" },
  {
    tag: [tags.variableName, tags.typeName, tags.special(tags.variableName)],
    color: "var(--c-number)",
  },
]);

const LOOKS = EditorView.theme({
  "&": { height: "100%", fontSize: "14px", color: "var(--ink)", background: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-gutters": { background: "transparent", color: "var(--soft)", border: "none" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "var(--accent-soft)",
  },
  ".cm-selectionBackground": { background: "var(--accent-soft)" },
  ".cm-matchingBracket": { background: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "8px",
    background: "var(--sheet)",
    color: "var(--ink)",
    boxShadow: "0 8px 24px #0003",
    overflow: "hidden",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "13.5px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--accent-ink)",
  },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.75" },
  ".cm-completionInfo": { maxWidth: "340px", padding: "8px 12px", fontSize: "13.5px" },
  ".cm-diagnostic": { padding: "6px 10px", fontSize: "13.5px" },
  // Its own is an image within the style sheet, which the policy of the page forbids.
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--bad) 1px" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--c-text) 1px" },
  ".cm-foldPlaceholder": { background: "var(--accent-soft)", border: "none", color: "inherit" },
});

export interface CodeEditor {
  readonly view: EditorView;
  text(): string;
  replace(text: string): void;
}

/**
 * An editor in the place of an element. It lives in a shadow root, because CodeMirror makes its
 * styles itself: there they are style sheets of scripts, which the policy of the page allows, and
 * not elements with text, which it does not.
 */
export function makeEditor(
  place: HTMLElement,
  options: {
    readonly label: string;
    readonly text?: string;
    readonly isReadOnly?: boolean;
    readonly language?: Extension;
    readonly keys?: Parameters<typeof keymap.of>[0];
    readonly onChange?: () => void;
  },
): CodeEditor {
  const root = place.attachShadow({ mode: "open" });
  const extensions: Extension[] = [
    keymap.of([
      ...(options.keys ?? []),
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
    ]),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion(),
    EditorView.lineWrapping,
    syntaxHighlighting(COLOURS),
    LOOKS,
    options.language ?? json(),
    EditorView.contentAttributes.of({ "aria-label": options.label }),
    EditorView.updateListener.of(({ docChanged }) => {
      if (docChanged) {
        options.onChange?.();
      }
    }),
    ...(options.isReadOnly === true
      ? [EditorState.readOnly.of(true), foldGutter()]
      : [lineNumbers()]),
  ];
  const state = EditorState.create({ doc: options.text ?? "", extensions });
  const view = new EditorView({ state, parent: root, root });
  return {
    view,
    text: () => view.state.doc.toString(),
    replace: (text) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      view.scrollDOM.scrollTop = 0;
    },
  };
}
