import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = import.meta.dirname;

/** The pages that the server shows to people: no inline script, hashed names. */
export default defineConfig({
  root: here,
  base: "/pages/",
  logLevel: "warn",
  plugins: [react()],
  build: {
    emptyOutDir: true,
    target: "es2023",
    // The policy of the pages allows files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The editor's, 173 KB as it is sent; the start page loads none of it.
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: ["start", "editor", "docs", "console", "till"].map((name) =>
        join(here, `${name}.html`),
      ),
    },
  },
});
