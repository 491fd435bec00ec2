import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Two pages that show the same, each with another client. */
export default defineConfig({
  plugins: [react()],
  build: { rollupOptions: { input: ["index.html", "apollo.html"] } },
});
