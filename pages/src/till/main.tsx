import "@mantine/core/styles.css";
import "./till.css";
import { createRoot } from "react-dom/client";
import { readStart } from "../shared/server.ts";
import { App } from "./app/App.tsx";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("The page has no place for the till.");
}
createRoot(root).render(<App start={await readStart()} />);
