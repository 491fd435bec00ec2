import { NativeSelect, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { CallerAccountFragment } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";
import { balanceAfter, pointsOf } from "./form/balanceAfter.ts";
import { Change, Effect, EffectLine } from "./form/Effect.tsx";
import { ReasonField } from "./form/ReasonField.tsx";

/** What is filled in about points of a wallet. */
export interface FilledPoints {
  readonly wallet: string;
  readonly typed: string;
  readonly reason: string;
}

export function emptyPoints(accounts: readonly CallerAccountFragment[]): FilledPoints {
  return { wallet: accounts[0]?.wallet ?? "points", typed: "", reason: "" };
}

interface FieldsProps {
  readonly filled: FilledPoints;
  readonly fill: (part: Partial<FilledPoints>) => void;
  readonly accounts: readonly CallerAccountFragment[];
  readonly at: (field: string) => string | undefined;
  readonly label: string;
  readonly description?: string;
  readonly isFault: boolean;
}

/** Which wallet, how many, and why. */
export function PointsFields(props: FieldsProps) {
  const { filled, fill, accounts, at, label, description, isFault } = props;
  const { words } = useWords();
  const say = words.actions.points;
  return (
    <>
      {accounts.length > 1 && (
        <NativeSelect
          label={say.wallet}
          value={filled.wallet}
          onChange={(event) => fill({ wallet: event.currentTarget.value })}
          data={accounts.map((one) => one.wallet)}
          error={at("wallet")}
        />
      )}
      <TextInput
        label={label}
        description={description}
        withAsterisk
        autoComplete="off"
        data-autofocus
        value={filled.typed}
        onChange={(event) => fill({ typed: event.currentTarget.value })}
        error={filled.typed !== "" && isFault ? say.notWhole : at("points")}
      />
      <ReasonField
        value={filled.reason}
        onChange={(reason) => fill({ reason })}
        error={at("reason")}
      />
    </>
  );
}

interface EffectProps {
  readonly account: CallerAccountFragment | undefined;
  /** Above 0: they come to what can be used. */
  readonly points: bigint | null;
  readonly children: ReactNode;
}

/** What can be used before and after. */
export function PointsEffect({ account, points, children }: EffectProps) {
  const { words, formats } = useWords();
  const say = words.actions.points;
  if (account === undefined || points === null) {
    return null;
  }
  const after = balanceAfter(account, points);
  return (
    <Effect>
      <Change
        label={say.canBeUsed}
        from={formats.points(account.active)}
        to={formats.points(after.active)}
      />
      {!after.isEnough && <EffectLine>{say.notEnough}</EffectLine>}
      {account.negative !== "0" && (
        <EffectLine>{say.owed(formats.points(account.negative))}</EffectLine>
      )}
      <EffectLine>{children}</EffectLine>
    </Effect>
  );
}

/** Points that are typed, and the wallet they are of. */
export function pointsTyped(filled: FilledPoints, accounts: readonly CallerAccountFragment[]) {
  return {
    points: pointsOf(filled.typed),
    account: accounts.find(({ wallet }) => wallet === filled.wallet),
  };
}
