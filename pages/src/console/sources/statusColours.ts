/** Colours of how a source sends, by its status. */
export const STATUS_COLOURS: Readonly<Record<string, string>> = {
  LIVE: "teal",
  LATE: "yellow",
  SILENT: "red",
  NOT_CONNECTED: "gray",
};
