import { phoneSpellings } from "./nationalNumber.ts";

interface ProviderRule {
  /** The domain under which its addresses are compared, where it has several of one meaning. */
  readonly domain?: string;
  readonly ignoresDots: boolean;
}

const TAG_ONLY: ProviderRule = { ignoresDots: false };
const GMAIL: ProviderRule = { domain: "gmail.com", ignoresDots: true };

/**
 * Providers that say in public that `name+tag` reaches `name`, and which else they ignore. No other
 * is added without its own page: elsewhere `ann+bob@` may be somebody else's mailbox.
 */
const PROVIDERS: ReadonlyMap<string, ProviderRule> = new Map([
  // Dots: https://support.google.com/mail/answer/7436150
  // Tags: https://support.google.com/a/users/answer/9282734
  ["gmail.com", GMAIL],
  ["googlemail.com", GMAIL],
  // https://www.fastmail.help/hc/en-us/articles/360060591053
  ["fastmail.com", TAG_ONLY],
  ["fastmail.fm", TAG_ONLY],
  // https://proton.me/support/addresses-and-aliases
  ["proton.me", TAG_ONLY],
  ["protonmail.com", TAG_ONLY],
  ["pm.me", TAG_ONLY],
]);

/**
 * What identifiers of one kind have in common that reach the same mailbox or telephone: of an
 * e-mail address by its provider's published rules, of a telephone number its international
 * spelling, read in its source's country. Evidence that two customers may be one, never proof, and
 * never a reason to store another value.
 *
 * @param value normalised
 * @returns null where no other value can reach the same
 */
export function providerKey(kind: string, value: string, region: string | null): string | null {
  switch (kind) {
    case "email":
      return mailboxOf(value);
    case "phone":
      return value.startsWith("+") ? value : (phoneSpellings(value, region)[0] ?? null);
    default:
      return null;
  }
}

function mailboxOf(email: string): string | null {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1);
  const rule = PROVIDERS.get(domain);
  if (rule === undefined) {
    return null;
  }
  const tagAt = email.indexOf("+");
  const name = email.slice(0, tagAt === -1 ? at : Math.min(tagAt, at));
  const mailbox = rule.ignoresDots ? name.replaceAll(".", "") : name;
  return mailbox === "" ? null : `${mailbox}@${rule.domain ?? domain}`;
}
