import { Badge, createTheme, Modal, Portal } from "@mantine/core";

/** Where dialogues and menus are drawn: within what is covered with the page. */
export const LAYERS_ID = "layers";

/** The colours and shapes of the console. */
export const theme = createTheme({
  primaryColor: "teal",
  // White on it has a contrast of 5:1.
  primaryShade: 9,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  cursorType: "pointer",
  autoContrast: true,
  components: {
    // Words as they are written: capitals are slow to read, and none of a code.
    Badge: Badge.extend({ defaultProps: { tt: "none" } }),
    // A dialogue's head is no second banner of the page.
    Modal: Modal.extend({ defaultProps: { attributes: { header: { role: "presentation" } } } }),
    Portal: Portal.extend({ defaultProps: { target: `#${LAYERS_ID}` } }),
  },
});

/** What the server wrote into this answer, so that the components' style sheets may be used. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]');
  return meta?.content ?? "";
}
