import { Badge, Group, List, Stack, Text } from "@mantine/core";
import type { CallerCouponFragment } from "../../__generated__/graphql.ts";
import { CopyText } from "../parts/CopyText.tsx";
import { Nothing, Section } from "../parts/Section.tsx";
import { useWords } from "../words/context.ts";

/** Coupons, whether they can be used, and why not; and what happened at the till. */
export function CouponsCard({
  coupons,
}: {
  readonly coupons: readonly CallerCouponFragment[] | null;
}) {
  const { words } = useWords();
  const say = words.caller.coupons;
  return (
    <Section
      title={say.title}
      of={coupons?.map(({ id, state, attempts }) => [id, state, attempts])}
    >
      {coupons === null && <Nothing>{words.parts.failed}</Nothing>}
      {coupons?.length === 0 && <Nothing>{say.none}</Nothing>}
      <Stack gap="sm">
        {coupons?.map((coupon) => (
          <One key={coupon.id} coupon={coupon} />
        ))}
      </Stack>
    </Section>
  );
}

function One({ coupon }: { readonly coupon: CallerCouponFragment }) {
  const { words, formats } = useWords();
  const say = words.caller.coupons;
  const { name, code, state, validUntil, eligibility, attempts, issuedBecause } = coupon;
  const { redeemable, refusals } = eligibility;
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} className="foreign" dir="auto">
          {name}
        </Text>
        <Badge variant="light" color={redeemable ? "teal" : "gray"}>
          {state === "ISSUED" ? (redeemable ? say.usable : say.notUsable) : say.states[state]}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed" className="foreign">
        {code} <CopyText text={code} label={`${words.parts.copy}: ${code}`} />{" "}
        {say.until(formats.day(validUntil))}
        {issuedBecause == null ? "" : ` · ${issuedBecause}`}
      </Text>
      {state === "ISSUED" &&
        refusals.map((refusal) => (
          <Text key={refusal.code} size="sm" c="orange">
            {refusal.message}{" "}
            {refusal.needed != null &&
              refusal.seen != null &&
              `(${say.needed(refusal.needed, refusal.seen)})`}
          </Text>
        ))}
      {attempts.length > 0 && (
        <>
          <Text size="xs" fw={600}>
            {say.attempts}
          </Text>
          <List size="xs">
            {attempts.map(({ at, store, till, outcome, refusal }) => (
              <List.Item key={`${at} ${till}`}>
                {formats.moment(at)}, {store?.name ?? till}:{" "}
                {refusal?.message ?? say.outcomes[outcome] ?? outcome}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </div>
  );
}
