import { Alert, Anchor, AppShell, Burger, Group, Loader, NavLink, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { SearchBox } from "../search/SearchBox.tsx";
import { useSession } from "../session/context.ts";
import { useWords } from "../words/context.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Offline } from "./Offline.tsx";
import { PageFailure } from "./PageFailure.tsx";
import { type ConsolePage, PAGES } from "./pages.ts";

const LAZY = new Map(PAGES.map((page) => [page, lazy(page.load)]));

function usePages(): readonly ConsolePage[] {
  const { who } = useSession();
  return useMemo(
    () => PAGES.filter(({ needs }) => needs.some((scope) => who.scopes.has(scope))),
    [who],
  );
}

/** The frame of every page: search, menu, and whether what is shown is live. */
export function Shell() {
  const { words } = useWords();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const pages = usePages();
  const [path] = useLocation();
  const maySearch = pages.some(({ group }) => group === "service");
  useEffect(close, [path]);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <Anchor href="#content" className="skip">
        {words.shell.skip}
      </Anchor>
      <AppShell.Header>
        <Group h="100%" px="md" wrap="nowrap" gap="sm">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={words.shell.menu}
          />
          <Anchor href="/" className="brand" visibleFrom="sm" underline="never">
            Tributary
          </Anchor>
          {maySearch && <SearchBox />}
          <AccountMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={words.shell.pages}>
        <Menu pages={pages} path={path} />
      </AppShell.Navbar>
      <AppShell.Main id="content">
        <Offline />
        <Suspense fallback={<Loader role="status" aria-label={words.parts.loading} />}>
          <Pages pages={pages} path={path} />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function Menu({ pages, path }: { readonly pages: readonly ConsolePage[]; readonly path: string }) {
  const { words } = useWords();
  const shown = pages.filter(({ isHidden }) => isHidden !== true);
  const groups = [...new Set(shown.map(({ group }) => group))];
  return groups.map((group) => (
    <div key={group}>
      <Text size="xs" c="dimmed" fw={600} px="sm" pt="sm">
        {words.groups[group]}
      </Text>
      {shown
        .filter((page) => page.group === group)
        .map((page) => (
          <NavLink
            key={page.path}
            component={Link}
            href={page.path}
            active={path === page.path || path.startsWith(`${page.path}/`)}
            label={page.title(words)}
            leftSection={<page.Icon size={18} />}
          />
        ))}
    </div>
  ));
}

function Pages({ pages, path }: { readonly pages: readonly ConsolePage[]; readonly path: string }) {
  const { words } = useWords();
  const first = pages.find(({ isHidden }) => isHidden !== true);
  const isOthers = PAGES.some((page) => page.path === path);
  return (
    <Switch>
      {pages.map((page) => {
        const Page = LAZY.get(page);
        return (
          <Route key={page.path} path={page.path}>
            <PageFailure key={path} words={words}>
              {Page && <Page />}
            </PageFailure>
          </Route>
        );
      })}
      <Route path="/">{first && <Redirect to={first.path} />}</Route>
      <Route>
        <Alert title={isOthers ? words.shell.notYours : words.shell.notHere}>
          {isOthers ? words.shell.mayNot : words.shell.notHereMore}
        </Alert>
      </Route>
    </Switch>
  );
}
