import { useEffect, useState } from "react";
import { MappingSaveDocument, MappingTryDocument } from "../../__generated__/graphql.ts";
import { useAct } from "../caller/actions/form/useAct.ts";

/** What a text was made from; an empty name: it is a new one. */
export interface Base {
  readonly name: string;
  readonly version: number;
}

interface Given {
  readonly base: Base;
  readonly text: string;
  readonly sample: string;
  readonly message: string | null;
  readonly onSaved: (name: string) => void;
}

/** What is typed, and what came of the last trial and of saving it. */
export function useWorkbench({ message, onSaved, ...at }: Given) {
  const [base, setBase] = useState(at.base);
  const [text, setText] = useState(at.text);
  const [sample, setSample] = useState(at.sample);
  const [tried, setTried] = useState<string | null>(null);
  const trying = useAct(MappingTryDocument, ({ tryMapping }) => tryMapping);
  const saving = useAct(MappingSaveDocument, ({ saveMapping }) => saveMapping);
  const trial = trying.payload?.trial ?? null;
  const filled = JSON.stringify([text, message ?? sample]);
  const saved = saving.payload?.mapping ?? null;
  useEffect(() => {
    if (saved !== null) {
      setBase({ name: saved.name, version: saved.newest.version });
      onSaved(saved.name);
    }
    // Of each saving once, whatever is drawn meanwhile.
  }, [saved]);
  return {
    ...{ text, setText, sample, setSample, trial, saved },
    /** The trial is of what stands in the fields. */
    isCurrent: tried === filled,
    isTrying: trying.state === "sending",
    isSaving: saving.state === "sending",
    /** What is wrong beside what the trial says. */
    said: [trying, saving].flatMap(({ faults, said }) => [
      ...faults.map((fault) => fault.message),
      ...(said === null ? [] : [said]),
    ]),
    run: () => {
      setTried(filled);
      const on = message === null ? { sample } : { message };
      void trying.send(filled, () => ({ document: text, ...on }));
    },
    save: () => {
      const expectedVersion = trial?.name === base.name ? base.version : 0;
      void saving.send(text, () => ({ document: text, expectedVersion }));
    },
  };
}
