/** What the build makes of files that are no scripts: pages/widget.vite.config.ts. */
declare module "*.graphql" {
  /** The document, without what a server does not read. */
  const text: string;
  export default text;
}

declare module "*.css?inline" {
  /** The style sheet, made small. */
  const text: string;
  export default text;
}
