import { parseActor } from "../../src/domain/access/actor.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type { MappingResolvers, MappingVersionResolvers } from "../__generated__/types.ts";

export const Mapping: MappingResolvers = {
  sources: (mapping, _args, { loaders }) => loaders.mappings.sourcesOf(mapping),
  versions: (mapping, { first }, { loaders }) => loaders.mappings.versions(mapping, first),
  version: (mapping, { number }, { loaders }) => loaders.mappings.version(mapping, number),
};

export const MappingVersion: MappingVersionResolvers = {
  savedAt: ({ createdAt }) => instantFromPg(createdAt),
  savedBy: ({ createdBy }) => parseActor(createdBy),
  document: (version, _args, { loaders }) => loaders.mappings.document(version),
};
