import { Text, Title } from "@mantine/core";

/** What a page is, and what it is for. */
export function PageHead({ title, lead }: { readonly title: string; readonly lead?: string }) {
  return (
    <div>
      <Title order={1} size="h2">
        {title}
      </Title>
      {lead !== undefined && <Text c="dimmed">{lead}</Text>}
    </div>
  );
}
