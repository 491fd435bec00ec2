/** The refusal of what only members may do, or have done to them. */
export const NOT_A_MEMBER = {
  code: "NOT_A_MEMBER",
  message: "The customer is no member, or the membership is suspended or closed.",
  field: ["customer"],
} as const;
