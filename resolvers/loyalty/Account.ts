import { encodePartId } from "../../src/platform/globalId.ts";
import type { AccountResolvers } from "../__generated__/types.ts";

export const Account: AccountResolvers = {
  id: ({ owner, wallet }) => encodePartId("Account", owner, wallet),
  active: ({ active }) => (active > 0n ? active : 0n),
  reserved: (account, _args, { loaders }) => loaders.accounts.setAside(account, "AUTHORISATION"),
  blocked: (account, _args, { loaders }) => loaders.accounts.setAside(account, "BLOCK"),
  blocks: (account, _args, { loaders }) => loaders.accounts.blocks(account),
  negative: ({ active }) => (active < 0n ? -active : 0n),
  expiringNext: (account, _args, { loaders }) => loaders.accounts.expiringNext(account),
  maturingNext: (account, _args, { loaders }) => loaders.accounts.maturingNext(account),
};
