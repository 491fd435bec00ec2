import "@mantine/core/styles.css";
import "./console.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { startSession } from "./app/startSession.ts";
import { styleNonce } from "./app/theme.ts";

// By this name, the part of a dialogue that keeps the page behind it from scrolling asks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = document.getElementById("root");
if (root === null) {
  throw new Error("The page has no place for the console.");
}
const started = await startSession();
if (started !== null) {
  createRoot(root).render(<App {...started} />);
}
