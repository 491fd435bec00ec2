import type { actions as english } from "../en/actions.ts";

export const actions: typeof english = {
  title: "Etwas tun",
  titles: {
    reveal: "Angaben ganz zeigen",
  },
  reveal: {
    lead: "Telefon, E-Mail und Nummern ganz. Dass Sie nachgesehen haben und warum, wird verzeichnet.",
    reason: "Wofür brauchen Sie sie?",
    reasons: {
      CALLER_ASKED: "Der Kunde hat gefragt und ist bestätigt",
      ORDER_HANDLING: "Um eine Bestellung zu liefern, zu tauschen oder zurückzunehmen",
      MISUSE_CHECK: "Um einem Missbrauch nachzugehen",
      LEGAL_DUTY: "Gesetz oder Behörde verlangt es",
    },
    show: "Zeigen",
  },
};
