import { expect, test } from "vitest";
import { checkClaims, type KnownPerson } from "../../../src/domain/identity/callerClaims.ts";

const known: KnownPerson = {
  names: ["Zoë  Müller"],
  identifiers: [
    { kind: "email", value: "zoe@example.com", status: "ACTIVE" },
    { kind: "phone", value: "+4930123456", status: "ACTIVE" },
    { kind: "loyalty", value: "4711", status: "REPLACED" },
    { kind: "card", value: "99", status: "BLOCKED" },
    { kind: "shop", value: null, status: "ACTIVE" },
  ],
};

const claim = (kind: string, value: string) => ({ kind, value });

test.each([
  ["two kinds that match", [claim("name", "zoe müller"), claim("email", "ZOE@example.com")], true],
  ["one kind alone", [claim("email", "zoe@example.com")], false],
  ["the same kind twice", [claim("name", "Zoe Muller"), claim("name", "ZOË MÜLLER")], false],
  [
    "one right and one wrong",
    [claim("name", "Zoë Müller"), claim("email", "x@example.com")],
    false,
  ],
  ["no claim at all", [], false],
] as const)("%s: verified is what it should be", (_name, claims, verified) => {
  expect(checkClaims(claims, known, null).verified).toBe(verified);
});

test.each([
  ["a number in another spelling", claim("phone", "+49 (0)30 12 34 56"), true],
  ["a replaced card proves nothing", claim("loyalty", "4711"), false],
  ["a blocked card proves nothing", claim("card", "99"), false],
  ["a name with blanks around and between", claim("name", "  zoe   MULLER "), true],
  ["a number of another kind", claim("loyalty", "+4930123456"), false],
  ["somebody else's number", claim("phone", "+4930123457"), false],
  ["an empty name is nobody's", claim("name", "  "), false],
  ["an erased value matches nothing", claim("shop", "null"), false],
  ["a part of a name is not the name", claim("name", "Zoë"), false],
  ["a value no identifier can have", claim("email", "\u0000"), false],
] as const)("%s", (_name, said, matches) => {
  expect(checkClaims([said], known, null).checks).toEqual([{ kind: said.kind, matches }]);
});
