import { z } from "zod";
import { setupDocument } from "../../src/domain/setup/setupSchema.ts";

/** The JSON Schema by which editors check and complete set-up files. */
export function renderSetupSchema(): string {
  const schema = z.toJSONSchema(setupDocument, { io: "input", unrepresentable: "any" });
  return `${JSON.stringify({ ...schema, title: "Tributary set-up" }, null, 2)}\n`;
}
