import { Box, Button, Menu, useMantineColorScheme } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { useSession } from "../session/context.ts";
import { LANGUAGES, useWords } from "../words/context.ts";

const SCHEMES = ["light", "dark", "auto"] as const;
const NAMES = { en: "English", de: "Deutsch" } as const;

/** Who is signed in, the page's language and colours, and the way out. */
export function AccountMenu() {
  const { who, leave } = useSession();
  const { words, language, choose } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = words.roles[who.role] ?? who.role;
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button
          ml="auto"
          variant="subtle"
          size="compact-md"
          aria-label={`${words.shell.account}: ${name}`}
        >
          <IconUser size={18} />
          <Box component="span" ml={6} visibleFrom="sm">
            {name}
          </Box>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{who.name}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{words.shell.language}</Menu.Label>
        {LANGUAGES.map((one) => (
          <Menu.Item key={one} lang={one} disabled={one === language} onClick={() => choose(one)}>
            {NAMES[one]}
          </Menu.Item>
        ))}
        <Menu.Label>{words.shell.colours}</Menu.Label>
        {SCHEMES.map((one) => (
          <Menu.Item key={one} disabled={one === colorScheme} onClick={() => setColorScheme(one)}>
            {words.shell[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item color="red" onClick={leave}>
          {words.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
