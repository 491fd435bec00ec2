import { useRef, useState } from "react";
import { type CombinedError, type TypedDocumentNode, useMutation } from "urql";
import { codeOf, sayError } from "../../../parts/errors.ts";
import { useWords } from "../../../words/context.ts";
import { type Fault, faultAt } from "./faults.ts";
import { type Sending, SendKey } from "./sendKey.ts";

/** What every mutation answers. */
export interface Answer {
  readonly userErrors: readonly Fault[];
}

/** `unknown`: no answer came, so that it may have counted; sent again, it counts once. */
export type ActState = "filling" | "sending" | "unknown" | "done";

/** One mutation, as a form sends it. */
export interface Act<Input, Payload> {
  readonly state: ActState;
  readonly faults: readonly Fault[];
  /** What went wrong otherwise, for the one who reads. */
  readonly said: string | null;
  /** What the server answered, once it is done. */
  readonly payload: Payload | null;
  readonly at: (field: string) => string | undefined;
  /** Sends what is filled in; does nothing while it is under way. Answers whether it was done. */
  readonly send: (filled: unknown, inputOf: (sending: Sending) => Input) => Promise<boolean>;
}

interface Told<Payload> {
  readonly state: ActState;
  readonly faults: readonly Fault[];
  readonly said: string | null;
  readonly payload: Payload | null;
}

const AT_FIRST = { state: "filling", faults: [], said: null, payload: null } as const;

/** Errors after which nobody knows whether the server has done it. */
const UNCERTAIN: ReadonlySet<string> = new Set(["INTERNAL", "UNAVAILABLE"]);

/**
 * A mutation that is sent once for one filled form, whatever is pressed or lost.
 *
 * @param pick the answer of the mutation's field
 */
export function useAct<Data, Input, Payload extends Answer>(
  document: TypedDocumentNode<Data, { input: Input }>,
  pick: (data: Data) => Payload | null | undefined,
): Act<Input, Payload> {
  const { words } = useWords();
  const [told, setTold] = useState<Told<Payload>>(AT_FIRST);
  const [, run] = useMutation(document);
  const [keys] = useState(() => new SendKey());
  const isUnderWay = useRef(false);
  const send = async (filled: unknown, inputOf: (sending: Sending) => Input) => {
    // A second press may come before the button is drawn as disabled.
    if (isUnderWay.current) {
      return false;
    }
    isUnderWay.current = true;
    setTold({ ...AT_FIRST, state: "sending" });
    const { data, error } = await run({ input: inputOf(keys.of(filled)) });
    isUnderWay.current = false;
    const payload = data == null ? null : (pick(data) ?? null);
    if (payload === null) {
      const state = isUncertain(error) ? "unknown" : "filling";
      setTold({ ...AT_FIRST, state, said: sayError(error, words) });
      return false;
    }
    keys.answered();
    const { userErrors } = payload;
    const isDone = userErrors.length === 0;
    setTold({
      ...AT_FIRST,
      ...(isDone ? { state: "done", payload } : { faults: userErrors }),
    });
    return isDone;
  };
  return { ...told, at: (field) => faultAt(told.faults, field), send };
}

function isUncertain(error: CombinedError | undefined): boolean {
  const code = codeOf(error);
  return code === null || UNCERTAIN.has(code);
}
