/** Columns that an error names; a longer list tells no more. */
export const TOLD_MAX = 12;
