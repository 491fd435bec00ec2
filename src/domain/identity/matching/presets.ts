import type { PersonFields } from "./record.ts";

/** Which column of a file is which field. Nothing else is said of a file. */
export type ColumnMap = Readonly<Record<string, keyof PersonFields>>;

export interface Preset {
  readonly columns: ColumnMap;
  /** The column that says who is who, for measuring alone; null when it is in a file of its own. */
  readonly truth: string | null;
  /** Where the truth is a part of that column: the first group of this pattern. */
  readonly truthPattern?: string;
  /** Files that have some of the columns each: one of all is enough. */
  readonly isSparse?: boolean;
  /** A file beside the records that says who is who, found by columns that both have. */
  readonly truthFile?: {
    readonly name: string;
    readonly key: readonly string[];
    readonly truth: string;
  };
}

/** Mappings of public sets of records that matching is measured by. */
export const PRESETS = {
  febrl: {
    truth: "rec_id",
    truthPattern: "rec-(\\d+)",
    columns: {
      given_name: "givenName",
      surname: "surname",
      street_number: "houseNumber",
      address_1: "street",
      address_2: "addressLine2",
      suburb: "city",
      postcode: "postcode",
      state: "region",
      date_of_birth: "birthDate",
      soc_sec_id: "socialSecurity",
    },
  },
  fake1000: {
    truth: "cluster",
    columns: {
      first_name: "givenName",
      surname: "surname",
      dob: "birthDate",
      city: "city",
      email: "email",
    },
  },
  senzing: {
    truth: null,
    isSparse: true,
    truthFile: {
      name: "truth_key.csv",
      key: ["DATA_SOURCE", "RECORD_ID"],
      truth: "CLUSTER_ID",
    },
    columns: {
      NAME_FIRST: "givenName",
      NAME_MIDDLE: "middleName",
      NAME_LAST: "surname",
      NAME_SUFFIX: "generation",
      NAME_FULL: "fullName",
      NAME_ORG: "organisation",
      DATE_OF_BIRTH: "birthDate",
      GENDER: "gender",
      EMAIL_ADDRESS: "email",
      PHONE_NUMBER: "phone",
      ADDR_LINE1: "address",
      ADDR_FULL: "address",
      ADDR_CITY: "city",
      ADDR_STATE: "region",
      ADDR_POSTAL_CODE: "postcode",
      ADDR_COUNTRY: "country",
      EMPLOYER: "employer",
      SSN_NUMBER: "socialSecurity",
      PASSPORT_NUMBER: "passport",
      DRIVERS_LICENSE_NUMBER: "driversLicence",
      NATIONAL_ID_NUMBER: "nationalId",
      TAX_ID_NUMBER: "taxId",
    },
  },
  sites: {
    truth: "True Id",
    columns: {
      "Site name": "organisation",
      Address: "address",
      Zip: "postcode",
      Phone: "phone",
      "Email Address": "email",
    },
  },
  rldata: {
    truth: "entity_id",
    columns: {
      fname_c1: "givenName",
      fname_c2: "middleName",
      lname_c1: "surname",
      by: "birthYear",
      bm: "birthMonth",
      bd: "birthDay",
    },
  },
  historical: {
    truth: "cluster",
    columns: {
      full_name: "fullName",
      dob: "birthDate",
      birth_place: "birthPlace",
      postcode_fake: "postcode",
      gender: "gender",
      occupation: "occupation",
    },
  },
} as const satisfies Readonly<Record<string, Preset>>;
