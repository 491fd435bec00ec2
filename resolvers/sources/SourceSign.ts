import { runbookOf } from "../../src/sources/runbooks.ts";
import type { SourceSignResolvers } from "../__generated__/types.ts";

export const SourceSign: SourceSignResolvers = { runbook: ({ code }) => runbookOf(code) };
