/**
 * Everything that the widget says, in English, German, French and Spanish. `{day}` and the like are
 * filled in; of two forms with `|` between them the first is for one.
 */
const LANGUAGES = ["en", "de", "fr", "es"] as const;

type Said = readonly [en: string, de: string, fr: string, es: string];

export const WORDS = {
  label: [
    "Your loyalty account",
    "Ihr Vorteilskonto",
    "Votre compte fidélité",
    "Su cuenta de fidelidad",
  ],
  loading: ["Loading…", "Wird geladen…", "Chargement…", "Cargando…"],
  until: ["until {day}", "bis {day}", "jusqu’au {day}", "hasta el {day}"],
  pointsOnly: ["point|points", "Punkt|Punkte", "point|points", "punto|puntos"],
  worth: ["worth {money}", "{money} wert", "soit {money}", "equivalen a {money}"],
  pending: ["{n} on the way", "{n} unterwegs", "{n} en attente", "{n} en camino"],
  pendingDay: [
    "{n} on the way, {m} of them from {day}",
    "{n} unterwegs, {m} davon ab {day}",
    "{n} en attente, dont {m} dès le {day}",
    "{n} en camino, {m} de ellos desde el {day}",
  ],
  pendingAllDay: [
    "{n} on the way, from {day}",
    "{n} unterwegs, ab {day}",
    "{n} en attente, dès le {day}",
    "{n} en camino, desde el {day}",
  ],
  expiring: [
    "{n} to be used by {day}",
    "{n} bis {day} einlösen",
    "{n} à utiliser jusqu’au {day}",
    "{n} por usar hasta el {day}",
  ],
  toNext: [
    "{money} more to {tier}",
    "Noch {money} bis {tier}",
    "Encore {money} pour {tier}",
    "{money} más para {tier}",
  ],
  nextGives: [
    "Then yours: {benefit}",
    "Dann für Sie: {benefit}",
    "Ensuite pour vous : {benefit}",
    "Entonces tendrá: {benefit}",
  ],
  highest: [
    "The highest there is",
    "Höher geht es nicht",
    "Le plus haut qui soit",
    "Lo más alto que hay",
  ],
  toKeep: [
    "{money} more by {day} to keep {tier}",
    "Noch {money} bis {day}, um {tier} zu behalten",
    "Encore {money} avant le {day} pour garder {tier}",
    "{money} más hasta el {day} para conservar {tier}",
  ],
  toKeepOpen: [
    "{money} more to keep {tier}",
    "Noch {money}, um {tier} zu behalten",
    "Encore {money} pour garder {tier}",
    "{money} más para conservar {tier}",
  ],
  kept: [
    "Enough bought to keep {tier}",
    "Genug gekauft, um {tier} zu behalten",
    "Assez d’achats pour garder {tier}",
    "Compras suficientes para conservar {tier}",
  ],
  coupons: ["Coupons", "Gutscheine", "Bons", "Cupones"],
  noCoupons: [
    "No coupons just now",
    "Zurzeit keine Gutscheine",
    "Aucun bon pour le moment",
    "Ningún cupón por ahora",
  ],
  couponsAway: [
    "Coupons cannot be shown just now",
    "Gutscheine lassen sich gerade nicht anzeigen",
    "Les bons ne peuvent pas être affichés pour le moment",
    "Los cupones no se pueden mostrar ahora",
  ],
  suspended: [
    "Paused for now: no points are earned or spent. Customer service can help.",
    "Zurzeit angehalten: Punkte werden weder gesammelt noch eingelöst. Der Kundendienst hilft.",
    "En pause : aucun point gagné ni dépensé. Le service client peut vous aider.",
    "En pausa: no se ganan ni gastan puntos. Atención al cliente puede ayudar.",
  ],
  away: [
    "Your account cannot be shown just now. We keep trying.",
    "Ihr Konto lässt sich gerade nicht anzeigen. Wir versuchen es weiter.",
    "Votre compte ne peut pas être affiché pour le moment. Nous réessayons.",
    "Su cuenta no se puede mostrar ahora. Seguimos intentándolo.",
  ],
  asOf: [
    "As of {time}, not live just now",
    "Stand {time}, gerade nicht aktuell",
    "État : {time}, mise à jour interrompue",
    "Datos de {time}, sin actualizar ahora",
  ],
  again: ["Try again", "Erneut versuchen", "Réessayer", "Reintentar"],
  invite: [
    "Be rewarded for what you buy",
    "Ihr Einkauf zahlt sich aus",
    "Vos achats récompensés",
    "Sus compras tienen premio",
  ],
  gainPoints: [
    "Points with every purchase, to pay with",
    "Punkte bei jedem Einkauf, zum Bezahlen",
    "Des points à chaque achat, pour payer",
    "Puntos con cada compra, para pagar",
  ],
  gainTier: [
    "More benefits the more you buy",
    "Mehr Vorteile, je mehr Sie einkaufen",
    "Plus d’avantages au fil de vos achats",
    "Más ventajas cuanto más compre",
  ],
  gainCoupons: [
    "Coupons of your own",
    "Eigene Gutscheine",
    "Des bons rien que pour vous",
    "Cupones solo para usted",
  ],
  signIn: ["Sign in", "Anmelden", "Se connecter", "Iniciar sesión"],
  join: ["Join", "Mitmachen", "S’inscrire", "Inscribirse"],
  nowTier: [
    "You are {tier} now.",
    "Sie sind jetzt {tier}.",
    "Vous êtes maintenant {tier}.",
    "Ahora es {tier}.",
  ],
  nowPoints: [
    "You have {points} now.",
    "Sie haben jetzt {points}.",
    "Vous avez maintenant {points}.",
    "Ahora tiene {points}.",
  ],
  newCoupon: [
    "New coupon: {name}.",
    "Neuer Gutschein: {name}.",
    "Nouveau bon : {name}.",
    "Nuevo cupón: {name}.",
  ],
  DISABLED: ["Taken out of use", "Aus dem Verkehr gezogen", "Retiré", "Retirado"],
  RESERVED: [
    "Set aside for another purchase",
    "Für einen anderen Einkauf vorgemerkt",
    "Réservé à un autre achat",
    "Reservado para otra compra",
  ],
  NOT_YET_VALID: ["From {day} on", "Erst ab {day}", "À partir du {day}", "Desde el {day}"],
  EXPIRED: [
    "Was good until {day}",
    "Galt bis {day}",
    "Valable jusqu’au {day}, expiré",
    "Valía hasta el {day}",
  ],
  ALREADY_REDEEMED: ["Used already", "Schon eingelöst", "Déjà utilisé", "Ya usado"],
  LIMIT_REACHED: ["Used up", "Aufgebraucht", "Épuisé", "Agotado"],
  CUSTOMER_LIMIT_REACHED: [
    "You have used it as often as it goes",
    "Von Ihnen so oft eingelöst, wie es geht",
    "Vous l’avez utilisé autant de fois que possible",
    "Ya lo ha usado las veces permitidas",
  ],
  TIER_NEEDED: [
    "For {needed} only",
    "Nur für {needed}",
    "Pour {needed} seulement",
    "Solo para {needed}",
  ],
  STORE_EXCLUDED: [
    "Only in: {needed}",
    "Nur in: {needed}",
    "Seulement dans : {needed}",
    "Solo en: {needed}",
  ],
  CHANNEL_EXCLUDED: [
    "Only by: {needed}",
    "Nur über: {needed}",
    "Seulement par : {needed}",
    "Solo por: {needed}",
  ],
  BASKET_TOO_SMALL: ["From {money} on", "Ab {money}", "Dès {money}", "Desde {money}"],
} as const satisfies Readonly<Record<string, Said>>;

export type Word = keyof typeof WORDS;

/** What is filled in; `count` decides between one and many. */
export interface Fillings {
  readonly [name: string]: string | number | bigint;
}

/** The language that is spoken for a locale, BCP 47: English where we do not speak its own. */
export function languageOf(locale: string): (typeof LANGUAGES)[number] {
  const [wanted] = locale.toLowerCase().split("-", 1);
  return LANGUAGES.find((one) => one === wanted) ?? "en";
}

/** The words of a locale. */
export function wordsIn(locale: string): (word: Word, fillings?: Fillings) => string {
  const language = languageOf(locale);
  const at = LANGUAGES.indexOf(language);
  const plural = new Intl.PluralRules(language);
  return (word, { count = 0, ...fillings } = {}) => {
    const [one = "", many = one] = (WORDS[word][at] as string).split("|");
    const text = plural.select(Number(count)) === "one" ? one : many;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => apart(String(fillings[name] ?? "")));
  };
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

/** What is written the other way round must not turn the words beside it. */
function apart(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** Whether there are words for it: codes of refusals come from the server. */
export function isWord(code: string): code is Word {
  return Object.hasOwn(WORDS, code);
}
