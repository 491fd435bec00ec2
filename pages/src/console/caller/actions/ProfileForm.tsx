import { Checkbox, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { ActionUpdateDocument, type CustomerFlag } from "../../../__generated__/graphql.ts";
import { useSession } from "../../session/context.ts";
import { useWords } from "../../words/context.ts";
import type { CallerCustomer } from "../customer.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Change, Effect } from "./form/Effect.tsx";
import { Meeting } from "./form/Meeting.tsx";
import { mergeMine } from "./form/mergeMine.ts";
import { Undo } from "./form/Undo.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";

const MARKS = [
  ...(["STAFF", "TEST", "RESTRICTED", "FRAUD_HOLD", "DECEASED", "MINOR", "BUSINESS"] as const),
];
/** Marks that decide what may be done need a supervisor's scope. */
const SUPERVISED: Partial<Readonly<Record<CustomerFlag, string>>> = {
  STAFF: "tier:override-open",
  FRAUD_HOLD: "points:block",
};

interface Profile {
  readonly version: number;
  readonly name: string;
  readonly language: string;
  readonly flags: readonly CustomerFlag[];
}

function profileOf({ version, name, language, flags }: CallerCustomer): Profile {
  return { version, name: name ?? "", language: language ?? "", flags: [...flags].sort() };
}

/** Changes the name, the language and the marks, unless somebody else just has. */
export function ProfileForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.profile;
  const sayProfile = useSayProfile();
  const now = profileOf(customer);
  const [seen, setSeen] = useState(now);
  const [before, setBefore] = useState(now);
  const [filled, fill] = useFilled(() => now);
  const act = useAct(ActionUpdateDocument, ({ updateCustomer }) => updateCustomer);
  const hasMet = act.state === "filling" && seen.version !== now.version;
  const isSame =
    JSON.stringify({ ...filled, version: 0 }) === JSON.stringify({ ...now, version: 0 });
  const submit = async () => {
    setBefore(seen);
    await act.send(filled, () => inputOf(customer.id, filled, seen.version));
    onDone();
  };
  const goOn = () => {
    fill(mergeMine(seen, now, filled));
    setSeen(now);
  };
  const version = act.payload?.customer?.version;
  return (
    <ActForm
      act={act}
      fields={["name", "language", "flags"]}
      label={words.actions.titles.profile}
      isReady={!isSame && !hasMet}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.changed}
      effect={
        <>
          {hasMet && (
            <Meeting
              seen={sayProfile(seen)}
              now={sayProfile(now)}
              by={null}
              onLeave={onClose}
              onGoOn={goOn}
            />
          )}
          {!isSame && <ProfileEffect now={now} filled={filled} />}
        </>
      }
      undo={
        version !== undefined && (
          <Undo
            document={ActionUpdateDocument}
            pick={({ updateCustomer }) => updateCustomer}
            inputOf={() => inputOf(customer.id, before, version)}
            onDone={onDone}
          />
        )
      }
    >
      <ProfileFields {...{ filled, fill, at: act.at }} />
    </ActForm>
  );
}

function inputOf(id: string, { name, language, flags }: Profile, expectedVersion: number) {
  return {
    customer: { id },
    name: name.trim() === "" ? null : name,
    language: language.trim() === "" ? null : language.trim(),
    flags: [...flags],
    expectedVersion,
  };
}

function useSayMarks() {
  const { words } = useWords();
  return (flags: readonly CustomerFlag[]) =>
    flags.map((flag) => words.caller.marks[flag] ?? flag).join(", ") ||
    words.actions.profile.noMarks;
}

/** What is known of a customer, a line for each thing. */
function useSayProfile() {
  const { words } = useWords();
  const say = words.actions.profile;
  const sayMarks = useSayMarks();
  return ({ name, language, flags }: Profile) => [
    `${say.name}: ${name || words.caller.noName}`,
    `${say.language}: ${language || say.unknown}`,
    `${say.marks}: ${sayMarks(flags)}`,
  ];
}

function ProfileEffect({ now, filled }: { readonly now: Profile; readonly filled: Profile }) {
  const { words } = useWords();
  const say = words.actions.profile;
  const sayMarks = useSayMarks();
  const nameOf = ({ name }: Profile) => name || words.caller.noName;
  const languageOf = ({ language }: Profile) => language || say.unknown;
  return (
    <Effect>
      {filled.name !== now.name && (
        <Change label={say.name} from={nameOf(now)} to={nameOf(filled)} />
      )}
      {filled.language !== now.language && (
        <Change label={say.language} from={languageOf(now)} to={languageOf(filled)} />
      )}
      {filled.flags.join() !== now.flags.join() && (
        <Change label={say.marks} from={sayMarks(now.flags)} to={sayMarks(filled.flags)} />
      )}
    </Effect>
  );
}

interface FieldsProps {
  readonly filled: Profile;
  readonly fill: (part: Partial<Profile>) => void;
  readonly at: (field: string) => string | undefined;
}

function ProfileFields({ filled, fill, at }: FieldsProps) {
  const { words } = useWords();
  const { who } = useSession();
  const say = words.actions.profile;
  const mayMark = (flag: CustomerFlag) => {
    const scope = SUPERVISED[flag];
    return scope === undefined || who.scopes.has(scope);
  };
  return (
    <>
      <TextInput
        label={say.name}
        autoComplete="off"
        dir="auto"
        value={filled.name}
        onChange={(event) => fill({ name: event.currentTarget.value })}
        error={at("name")}
      />
      <TextInput
        label={say.language}
        description={say.languageMore}
        autoComplete="off"
        value={filled.language}
        onChange={(event) => fill({ language: event.currentTarget.value })}
        error={at("language")}
      />
      <Checkbox.Group
        label={say.marks}
        value={[...filled.flags]}
        onChange={(flags) => fill({ flags: (flags as CustomerFlag[]).sort() })}
        error={at("flags")}
      >
        <Group gap="sm" mt="xs">
          {MARKS.map((flag) => (
            <Checkbox
              key={flag}
              value={flag}
              disabled={!mayMark(flag)}
              label={words.caller.marks[flag] ?? flag}
            />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}
