import { TextInput } from "@mantine/core";
import { ActionEnrolDocument } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import type { ActionProps } from "./actions.ts";
import { ActForm } from "./form/ActForm.tsx";
import { Effect, EffectLine } from "./form/Effect.tsx";
import { useAct } from "./form/useAct.ts";
import { useFilled } from "./form/useFilled.ts";

/** Makes the customer a member. */
export function EnrolForm({ customer, onDone, onClose }: ActionProps) {
  const { words } = useWords();
  const say = words.actions.enrol;
  const [filled, fill] = useFilled(() => ({ termsVersion: "" }));
  const act = useAct(ActionEnrolDocument, ({ enrolCustomer }) => enrolCustomer);
  const termsVersion = filled.termsVersion.trim();
  const submit = async () => {
    await act.send(filled, ({ key }) => ({
      customer: { id: customer.id },
      ...(termsVersion === "" ? {} : { termsVersion }),
      idempotencyKey: key,
    }));
    onDone();
  };
  return (
    <ActForm
      act={act}
      fields={["termsVersion"]}
      label={words.actions.titles.enrol}
      isReady
      onSubmit={() => void submit()}
      onClose={onClose}
      done={say.enrolled}
      effect={
        <Effect>
          <EffectLine>{say.effect}</EffectLine>
          <EffectLine>{say.credit}</EffectLine>
        </Effect>
      }
    >
      <TextInput
        label={say.terms}
        description={say.termsMore}
        autoComplete="off"
        value={filled.termsVersion}
        onChange={(event) => fill({ termsVersion: event.currentTarget.value })}
        error={act.at("termsVersion")}
      />
    </ActForm>
  );
}
