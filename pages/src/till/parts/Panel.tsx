import { Card, Group, Kbd, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface Props {
  readonly title: string;
  /** The key that leads here. */
  readonly shortcut?: string;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One part of the till, under its own heading. */
export function Panel({ title, shortcut, aside, className, children }: Props) {
  const id = useId();
  return (
    <Card
      component="section"
      withBorder
      padding="md"
      aria-labelledby={id}
      {...(className === undefined ? {} : { className })}
    >
      <Group justify="space-between" mb="xs">
        <Group gap="xs">
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          {shortcut !== undefined && <Kbd size="xs">{shortcut}</Kbd>}
        </Group>
        {aside}
      </Group>
      {children}
    </Card>
  );
}
