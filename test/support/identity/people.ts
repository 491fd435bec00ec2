import type { PersonFields } from "../../../src/domain/identity/matching/record.ts";

/** What a source recorded of somebody, and who that is. */
export interface LabelledRecord {
  readonly person: number;
  readonly fields: PersonFields;
}

type Fields = { -readonly [K in keyof PersonFields]: NonNullable<PersonFields[K]> };
/** Of somebody as they are: everything is known. */
type Whole = Fields & Record<(typeof KNOWN)[number], string>;
type Draw = () => number;

const GIVEN = (
  "Robert:Bob William:Bill Margaret:Peggy Elizabeth:Liz Katharina:Kathi Thomas:Tom Anna Sophie " +
  "Lukas Jonas Leon Emma Mia Hannah Paul Felix Maximilian:Max Alexander:Alex Maria Laura Lena Jan " +
  "Julia Sarah Lisa Tim David Daniel:Dan Michael:Mike Peter Stefan Andreas:Andi Christian:Chris " +
  "Martin Susanne:Susi Petra Monika Ursula:Uschi Renate Karin Helga Frank Werner Klaus Manfred " +
  "Mohammed:Mohamed Fatima Ayse Mehmet Olga Ivan Giulia Marco Chiara Pierre Camille Ines Pablo"
).split(" ");
const SURNAMES = (
  "Meier Mueller Schmidt Schneider Fischer Weber Wagner Becker Schulz Hoffmann Koch Bauer Richter " +
  "Klein Wolf Schroeder Neumann Schwarz Zimmermann Braun Krueger Hofmann Hartmann Lange Werner " +
  "Krause Lehmann Koehler Herrmann Koenig Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz " +
  "Moeller Weiss Jung Hahn Vogel Friedrich Keller Guenther Frank Berger Winkler Roth Beck Lorenz " +
  "Baumann Franke Albrecht Schuster Simon Ludwig Boehm Winter Kraus Martin Schumacher Kraemer " +
  "Vogt Stein Jaeger Otto Sommer Gross Seidel Heinrich Brandt Haas Schreiber Graf Dietrich Ziegler " +
  "Yilmaz Kaya Nowak Rossi Ferrari Dubois Petit Garcia Lopez Novak Horvath Ivanov Petrov Nguyen"
).split(" ");
const STREETS = (
  "Hauptstrasse Bahnhofstrasse Gartenweg Schulstrasse Dorfplatz Lindenallee Bergstrasse Kirchgasse " +
  "Waldweg Ringstrasse Goethestrasse Schillerstrasse Mozartstrasse Rosenweg Ahornweg Birkenweg " +
  "Muehlenweg Poststrasse Marktplatz Talstrasse Uferweg Seestrasse Amselweg Feldstrasse"
).split(" ");
const CITIES = "Berlin Hamburg Koeln Bremen Leipzig Dresden Bonn Kassel Mainz Ulm".split(" ");
const KNOWN = [
  "givenName",
  "surname",
  "birthDate",
  "email",
  "phone",
  "street",
  "postcode",
  "city",
] as const;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/**
 * Records of `people` people with the errors that forms and tills make, by a seed: mistyped,
 * missing, short for the name, given name and surname swapped, day and month swapped, moved,
 * married, another mailbox. Three in four people live in families, who share surname, address and
 * phone; among them are twins, and parents with a child of their own name.
 */
export function labelledPeople(people: number, seed: number): readonly LabelledRecord[] {
  const draw = drawer(seed);
  const records: LabelledRecord[] = [];
  let person = 0;
  while (person < people) {
    for (const member of familyOf(draw)) {
      const copies = 1 + Math.floor(draw() * draw() * 5);
      for (let copy = 0; copy < copies; copy += 1) {
        records.push({ person, fields: copy === 0 ? member : withErrors(member, draw) });
      }
      person += 1;
    }
  }
  return records
    .map((record) => ({ record, rank: draw() }))
    .sort((x, y) => x.rank - y.rank)
    .map(({ record }) => record);
}

function familyOf(draw: Draw): Whole[] {
  const first = personOf(draw);
  const size = draw() < 0.25 ? 1 : 2 + Math.floor(draw() * 3);
  const members = [first];
  while (members.length < size) {
    const other = personOf(draw);
    const kind = draw();
    members.push({
      ...other,
      surname: first.surname,
      phone: first.phone,
      email: draw() < 0.1 ? first.email : mailboxOf(other.givenName, first.surname, draw),
      street: first.street,
      postcode: first.postcode,
      city: first.city,
      ...(kind < 0.1 ? { birthDate: first.birthDate } : {}),
      ...(kind > 0.93 ? { givenName: first.givenName, birthDate: childOf(first, draw) } : {}),
    });
  }
  const seen = new Set<string>();
  return members.filter(({ givenName, birthDate }, at) => {
    const isChild = at > 0 && givenName === first.givenName;
    const isOfAge = Number(birthDate.slice(0, 4)) - Number(first.birthDate.slice(0, 4)) >= 18;
    const isNew = isChild ? isOfAge && !seen.has("child") : !seen.has(givenName);
    seen.add(isChild ? "child" : givenName);
    return isNew;
  });
}

function personOf(draw: Draw): Whole {
  const givenName = pick(GIVEN, draw, 1.6).split(":")[0] ?? "";
  const surname = pick(SURNAMES, draw, 1.6);
  const digits = (count: number) => String(Math.floor(draw() * 10 ** count)).padStart(count, "0");
  return {
    givenName,
    surname,
    birthDate: `${1940 + Math.floor(draw() * 65)}-${two(draw, 12)}-${two(draw, 28)}`,
    email: mailboxOf(givenName, surname, draw),
    phone: `+49 1${digits(2)} ${digits(7)}`,
    street: `${pick(STREETS, draw, 1)} ${1 + Math.floor(draw() * 90)}`,
    postcode: `${10 + Math.floor(draw() * 80)}${digits(3)}`,
    city: pick(CITIES, draw, 1.5),
  };
}

function childOf(parent: Whole, draw: Draw): string {
  const year = Number(parent.birthDate.slice(0, 4)) + 20 + Math.floor(draw() * 15);
  return `${year}-${two(draw, 12)}-${two(draw, 28)}`;
}

function mailboxOf(given: string, surname: string, draw: Draw): string {
  const number = Math.floor(draw() * 1_000);
  const name = draw() < 0.6 ? `${given}.${surname}` : `${given.charAt(0)}${surname}`;
  return `${name}${number}@${pick(["mail.example", "post.example", "web.example"], draw, 1)}`.toLowerCase();
}

function withErrors(given: Whole, draw: Draw): PersonFields {
  const fields: Whole = { ...given };
  const short = GIVEN.find((name) => name.startsWith(`${given.givenName}:`))?.split(":")[1];
  if (short !== undefined && draw() < 0.3) {
    fields.givenName = short;
  }
  if (draw() < 0.15) {
    fields.email = mailboxOf(given.givenName, given.surname, draw);
  }
  if (draw() < 0.1) {
    const { street, postcode, city } = personOf(draw);
    Object.assign(fields, { street, postcode, city });
  }
  if (draw() < 0.02) {
    fields.surname = pick(SURNAMES, draw, 1);
  }
  if (draw() < 0.06) {
    fields.birthDate = given.birthDate.replace(/-(\d\d)-(\d\d)$/, "-$2-$1");
  }
  for (const field of ["givenName", "surname", "birthDate", "email", "phone", "street"] as const) {
    if (draw() < 0.07) {
      fields[field] = mistyped(fields[field], draw);
    }
  }
  if (draw() < 0.04) {
    [fields.givenName, fields.surname] = [fields.surname, fields.givenName];
  }
  const missing = KNOWN.slice(2).filter(() => draw() < 0.2);
  return Object.fromEntries(
    Object.entries(fields).filter(([field]) => !(missing as readonly string[]).includes(field)),
  );
}

function mistyped(text: string, draw: Draw): string {
  const at = Math.floor(draw() * text.length);
  const was = text.charAt(at);
  const letter = /\d/.test(was)
    ? String(Math.floor(draw() * 10))
    : (LETTERS[Math.floor(draw() * LETTERS.length)] ?? "x");
  const kinds = [
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + letter + text.slice(at),
    text.slice(0, at) + text.charAt(at + 1) + was + text.slice(at + 2),
  ];
  return pick(kinds, draw, 1);
}

/** One of a list; the first ones oftener with a `skew` above 1. */
function pick(list: readonly string[], draw: Draw, skew: number): string {
  return list[Math.floor(draw() ** skew * list.length)] ?? "";
}

function two(draw: Draw, most: number): string {
  return String(1 + Math.floor(draw() * most)).padStart(2, "0");
}

function drawer(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
