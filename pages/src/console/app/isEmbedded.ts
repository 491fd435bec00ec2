import { EMBED_PATH } from "../session/embedSource.ts";

/** Whether the page is the one for frames; it stays so wherever it leads. */
export const isEmbedded =
  location.pathname === EMBED_PATH || location.pathname.startsWith(`${EMBED_PATH}/`);
