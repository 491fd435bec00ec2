import {
  IconCalendarCheck,
  IconChartBar,
  IconEye,
  IconHeadset,
  IconHourglass,
  IconPlugConnected,
  IconRoute,
  IconScale,
  IconTransform,
  IconUserQuestion,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Words } from "../words/en.ts";

/** A page of the console: one line in PAGES. */
export interface ConsolePage {
  /** Below /console. */
  readonly path: string;
  readonly group: keyof Words["groups"];
  readonly title: (words: Words) => string;
  readonly Icon: ComponentType<{ readonly size?: number }>;
  /** Who has it in the menu: those with one of these scopes. */
  readonly needs: readonly string[];
  /** Not in the menu: it is reached from another page. */
  readonly isHidden?: boolean;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

/** All of them, in the order of the menu. The first that somebody may see is where they begin. */
export const PAGES: readonly ConsolePage[] = [
  {
    path: "/customers",
    group: "service",
    title: ({ caller }) => caller.start.title,
    Icon: IconHeadset,
    needs: ["customer:read"],
    load: () => import("../caller/StartPage.tsx"),
  },
  {
    path: "/customers/:id",
    group: "service",
    title: ({ caller }) => caller.title,
    Icon: IconHeadset,
    needs: ["customer:read"],
    isHidden: true,
    load: () => import("../caller/CallerPage.tsx"),
  },
  {
    path: "/one-person",
    group: "service",
    title: ({ same }) => same.queue,
    Icon: IconUsers,
    needs: ["customer:merge"],
    load: () => import("../caller/same/QueuePage.tsx"),
  },
  {
    path: "/who-looked",
    group: "service",
    title: ({ watch }) => watch.title,
    Icon: IconEye,
    needs: ["customer:openings"],
    load: () => import("../watch/WatchPage.tsx"),
  },
  {
    path: "/wall",
    group: "operations",
    title: ({ pages }) => pages.wall,
    Icon: IconEye,
    needs: ["operations:read"],
    load: () => import("../deliveries/WallPage.tsx"),
  },
  {
    path: "/purchases",
    group: "operations",
    title: ({ operations }) => operations.handoffs.title,
    Icon: IconRoute,
    needs: ["operations:read"],
    load: () => import("../operations/HandoffsPage.tsx"),
  },
  {
    path: "/purchases/:id",
    group: "operations",
    title: ({ operations }) => operations.purchase.title,
    Icon: IconRoute,
    needs: ["operations:read", "customer:read"],
    isHidden: true,
    load: () => import("../operations/PurchasePage.tsx"),
  },
  {
    path: "/held",
    group: "operations",
    title: ({ operations }) => operations.held.title,
    Icon: IconHourglass,
    needs: ["operations:read"],
    load: () => import("../operations/HeldPage.tsx"),
  },
  {
    path: "/days",
    group: "operations",
    title: ({ operations }) => operations.days.title,
    Icon: IconCalendarCheck,
    needs: ["operations:read"],
    load: () => import("../operations/DaysPage.tsx"),
  },
  {
    path: "/bridge",
    group: "operations",
    title: ({ pages }) => pages.bridge,
    Icon: IconScale,
    needs: ["operations:read"],
    load: () => import("../checks/BridgePage.tsx"),
  },
  {
    path: "/diagnosis",
    group: "operations",
    title: ({ pages }) => pages.diagnosis,
    Icon: IconHeadset,
    needs: ["operations:read"],
    load: () => import("../checks/DiagnosisPage.tsx"),
  },
  {
    path: "/without-a-customer",
    group: "operations",
    title: ({ operations }) => operations.mismatch.title,
    Icon: IconUserQuestion,
    needs: ["operations:read"],
    load: () => import("../operations/MismatchPage.tsx"),
  },
  {
    path: "/sources",
    group: "operations",
    title: ({ pages }) => pages.sources,
    Icon: IconPlugConnected,
    needs: ["operations:read"],
    load: () => import("../sources/SourcesPage.tsx"),
  },
  {
    path: "/destinations",
    group: "operations",
    title: ({ pages }) => pages.destinations,
    Icon: IconPlugConnected,
    needs: ["operations:read"],
    load: () => import("../deliveries/DestinationsPage.tsx"),
  },
  {
    path: "/sources/:code",
    group: "operations",
    title: ({ pages }) => pages.sources,
    Icon: IconPlugConnected,
    needs: ["operations:read"],
    isHidden: true,
    load: () => import("../sources/SourcePage.tsx"),
  },
  {
    path: "/mappings",
    group: "operations",
    title: ({ pages }) => pages.mappings,
    Icon: IconTransform,
    needs: ["operations:read"],
    load: () => import("../mappings/MappingsPage.tsx"),
  },
  {
    path: "/mappings/:name",
    group: "operations",
    title: ({ pages }) => pages.mappings,
    Icon: IconTransform,
    needs: ["operations:read"],
    isHidden: true,
    load: () => import("../mappings/MappingPage.tsx"),
  },
  {
    path: "/try-mapping",
    group: "operations",
    title: ({ pages }) => pages.tryMapping,
    Icon: IconTransform,
    needs: ["operations:read"],
    isHidden: true,
    load: () => import("../mappings/TryPage.tsx"),
  },
  {
    path: "/rules",
    group: "programme",
    title: ({ pages }) => pages.rules,
    Icon: IconScale,
    needs: ["programme:read"],
    load: () => import("../programme/RulesPage.tsx"),
  },
  {
    path: "/rules/:version",
    group: "programme",
    title: ({ pages }) => pages.rules,
    Icon: IconScale,
    needs: ["programme:read"],
    isHidden: true,
    load: () => import("../programme/VersionPage.tsx"),
  },
  {
    path: "/reports",
    group: "programme",
    title: ({ pages }) => pages.reports,
    Icon: IconChartBar,
    needs: ["programme:read"],
    load: () => import("../programme/ReportsPage.tsx"),
  },
];
