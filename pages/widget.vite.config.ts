import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { stripIgnoredCharacters } from "graphql";
import { defineConfig, type Plugin } from "vite";

const here = join(import.meta.dirname, "src/widget");
const DOCUMENTS = join(here, "documents");

const documentOf = (path: string) => stripIgnoredCharacters(readFileSync(path, "utf8"));

/**
 * Operations go into the script as short texts, and beside it as a manifest of trusted documents
 * that a server of ours reads at its start: all that are in the folder, so that pages which were
 * opened before an upgrade may go on (ADR-0051).
 */
function documents(): Plugin {
  return {
    name: "documents",
    load: (id) =>
      id.endsWith(".graphql") ? `export default ${JSON.stringify(documentOf(id))}` : undefined,
    generateBundle() {
      const texts = readdirSync(DOCUMENTS).map((name) => documentOf(join(DOCUMENTS, name)));
      const hash = (text: string) => createHash("sha256").update(text).digest("hex");
      const manifest = Object.fromEntries(texts.map((text) => [hash(text), text]));
      const source = `${JSON.stringify(manifest, null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "documents.json", source });
    },
  };
}

/** `<tributary-loyalty>`: one module under a name that stays, for pages of others (ADR-0051). */
export default defineConfig({
  root: here,
  logLevel: "warn",
  plugins: [documents()],
  build: {
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    // Not Vite's library mode, which keeps the white space.
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: join(here, "main.ts"),
      output: { entryFileNames: "tributary-loyalty.js" },
    },
  },
});
