import { createTheme, MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { useState } from "react";
import { styleNonce, theme } from "../../console/app/theme.ts";
import type { StartInfo } from "../../shared/server.ts";
import type { Place } from "../sale/sale.ts";
import type { Wire } from "../wire/wire.ts";
import { WordsProvider } from "../words/WordsProvider.tsx";
import { Bench } from "./Bench.tsx";
import { SignInPage } from "./SignInPage.tsx";
import type { TokenSource } from "./tokens.ts";

/** Everything is large enough for a finger, and can be read beside a window. */
const SIZE = { defaultProps: { size: "md" } };
const touch = createTheme({
  primaryShade: 9,
  components: { Button: SIZE, TextInput: SIZE, NativeSelect: SIZE, PasswordInput: SIZE },
});
const tillTheme = mergeThemeOverrides(theme, touch);

export interface SignedIn {
  readonly wire: Wire;
  readonly source: TokenSource;
  readonly store: Pick<Place, "store" | "timeZone"> & {
    readonly name: string;
    readonly market: string;
  };
}

/** Who is at the till? Then the till. */
export function App({ start }: { readonly start: StartInfo }) {
  const [till, setTill] = useState<SignedIn | null>(null);
  return (
    <MantineProvider theme={tillTheme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <WordsProvider>
        {till === null ? (
          <SignInPage start={start} onIn={setTill} />
        ) : (
          <Bench {...till} start={start} onLeave={() => setTill(null)} />
        )}
      </WordsProvider>
    </MantineProvider>
  );
}
