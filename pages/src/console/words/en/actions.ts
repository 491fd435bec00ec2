/** What an agent can do for a customer. */
export const actions = {
  title: "Do something",
  titles: {
    reveal: "Show values in full",
  },
  reveal: {
    lead: "Telephone, e-mail and numbers in full. That you looked, and why, is on record.",
    reason: "Why do you need them?",
    reasons: {
      CALLER_ASKED: "The customer asked, and was verified",
      ORDER_HANDLING: "To deliver, exchange or return an order",
      MISUSE_CHECK: "To look into misuse",
      LEGAL_DUTY: "The law or an authority demands it",
    },
    show: "Show",
  },
};
