import type { CallerQuery } from "../../__generated__/graphql.ts";

/** The customer whose page is open, as `useCaller` has them. */
export type CallerCustomer = NonNullable<CallerQuery["customer"]>;
