/** There is no database to work with; the message says what was found and what to do about it. */
export class DatabaseUnusable extends Error {
  override readonly name = "DatabaseUnusable";
}
