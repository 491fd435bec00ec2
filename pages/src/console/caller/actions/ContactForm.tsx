import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { ActionContactDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";

/** The system of contacts that every set-up begins with (docs/reference of the set-up). */
const SOURCE_AT_FIRST = "crm";
const KINDS = ["CONTACT", "COMPLAINT", "CASE_OPENED", "CASE_RESOLVED"] as const;
const CHANNELS = ["phone", "email", "chat", "store", "letter"] as const;
/** As the server has it: characters of a subject. */
const SUBJECT_LENGTH_MAX = 500;

const empty = () => ({
  kind: "CONTACT",
  channel: "phone",
  subject: "",
  caseNumber: "",
  source: SOURCE_AT_FIRST,
});
type Filled = ReturnType<typeof empty>;

/** Puts on record that somebody spoke with the customer, and about what. */
export function ContactForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.contact;
  const [filled, fill] = useFilled(empty);
  const act = useAct(ActionContactDocument, ({ recordInteraction }) => recordInteraction);
  const { kind, channel, source } = filled;
  const subject = filled.subject.trim();
  const caseNumber = filled.caseNumber.trim();
  const isCase = kind === "CASE_OPENED" || kind === "CASE_RESOLVED";
  const submit = async () => {
    await act.send(filled, ({ key, at }) => ({
      interaction: {
        source,
        externalId: `console-${key}`,
        kind,
        channel,
        occurredAt: at,
        customerId: customer.id,
        subject,
        ...(caseNumber === "" ? {} : { caseNumber }),
      },
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["kind", "channel", "subject", "caseNumber", "source"]}
      label={words.actions.titles.contact}
      isReady={subject !== "" && (!isCase || caseNumber !== "")}
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.recorded}
      effect={
        subject !== "" && (
          <Effect>
            <EffectLine>{say.effects[kind] ?? say.recordMore}</EffectLine>
          </Effect>
        )
      }
    >
      <ContactFields {...{ filled, fill, isCase, at: act.at }} />
    </ActForm>
  );
}

interface FieldsProps {
  readonly filled: Filled;
  readonly fill: (part: Partial<Filled>) => void;
  readonly isCase: boolean;
  readonly at: (field: string) => string | undefined;
}

function ContactFields({ filled, fill, isCase, at }: FieldsProps) {
  const { words } = useWords();
  const say = words.actions.contact;
  return (
    <>
      <NativeSelect
        label={say.kind}
        value={filled.kind}
        onChange={(event) => fill({ kind: event.currentTarget.value })}
        data={KINDS.map((one) => ({ value: one, label: say.kinds[one] }))}
        error={at("kind")}
      />
      <NativeSelect
        label={say.channel}
        value={filled.channel}
        onChange={(event) => fill({ channel: event.currentTarget.value })}
        data={CHANNELS.map((one) => ({ value: one, label: say.channels[one] }))}
        error={at("channel")}
      />
      <Textarea
        label={say.subject}
        withAsterisk
        autosize
        minRows={2}
        maxLength={SUBJECT_LENGTH_MAX}
        // One line, as the graph wants it.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        value={filled.subject}
        onChange={(event) =>
          fill({ subject: event.currentTarget.value.replaceAll(/[\r\n]+/g, " ") })
        }
        error={at("subject")}
      />
      <TextInput
        label={say.caseNumber}
        withAsterisk={isCase}
        autoComplete="off"
        value={filled.caseNumber}
        onChange={(event) => fill({ caseNumber: event.currentTarget.value })}
        error={at("caseNumber")}
      />
      <TextInput
        label={say.source}
        description={say.sourceMore}
        autoComplete="off"
        value={filled.source}
        onChange={(event) => fill({ source: event.currentTarget.value })}
        error={at("source")}
      />
    </>
  );
}
