import type { FolderKind } from "./destinationKind.ts";

/** Files in a folder of the operator's, written by `files/filesWorker.ts`: there is no secret. */
export const files: FolderKind<"files"> = { kind: "files", secret: null, isFolder: true };
