import "@mantine/core/styles.css";
import "./console.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { NotStarted } from "./app/NotStarted.tsx";
import { startSession } from "./app/startSession.ts";
import { styleNonce } from "./app/theme.ts";

// By this name, the part of a dialogue that keeps the page behind it from scrolling asks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const place = document.getElementById("root");
if (place === null) {
  throw new Error("The page has no place for the console.");
}
const root = createRoot(place);

async function begin(): Promise<void> {
  try {
    const started = await startSession();
    if (started !== null) {
      root.render(<App {...started} />);
    }
  } catch {
    root.render(<NotStarted onAgain={() => void begin()} />);
  }
}

await begin();
