import {
  Activity,
  BookOpen,
  Braces,
  Building2,
  IdCard,
  KeyRound,
  Layers,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  PenTool,
  RadioTower,
  Send,
  Settings,
  Webhook,
} from "lucide-react";

interface Destination {
  label: string;
  href: string;
  icon: LucideIcon;
}

export const destinations: readonly { label: string; items: readonly Destination[] }[] = [
  { label: "", items: [{ label: "Overview", href: "/", icon: LayoutDashboard }] },
  {
    label: "Set up",
    items: [
      { label: "Authorities", href: "/authorities", icon: Building2 },
      { label: "Signing keys", href: "/signing-keys", icon: KeyRound },
      { label: "Contracts", href: "/contracts", icon: PenTool },
    ],
  },
  {
    label: "Credentials",
    items: [
      { label: "Issue", href: "/issue", icon: Send },
      { label: "Issuances", href: "/issuances", icon: ListChecks },
      { label: "Batches", href: "/batches", icon: Layers },
      { label: "Credentials", href: "/credentials", icon: IdCard },
    ],
  },
  {
    label: "Watch",
    items: [{ label: "Activity", href: "/activity", icon: Activity }],
  },
  {
    label: "Developers",
    items: [
      { label: "Webhooks", href: "/webhooks", icon: Webhook },
      { label: "Deliveries", href: "/deliveries", icon: RadioTower },
      { label: "API clients", href: "/api-clients", icon: Braces },
      { label: "API reference", href: "/reference", icon: BookOpen },
    ],
  },
  { label: "Organisation", items: [{ label: "Settings", href: "/settings", icon: Settings }] },
];

/** A destination stays marked on the pages beneath it. */
export const isHere = (href: string, path: string): boolean =>
  href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
