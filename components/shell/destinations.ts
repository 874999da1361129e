import {
  Activity,
  BookOpen,
  Braces,
  Building2,
  IdCard,
  KeyRound,
  Layers,
  LayoutDashboard,
  type LucideIcon,
  PenTool,
  Send,
  Settings,
} from "lucide-react";

export interface Destination {
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
      { label: "API clients", href: "/api-clients", icon: Braces },
      { label: "API reference", href: "/reference", icon: BookOpen },
    ],
  },
  { label: "Organisation", items: [{ label: "Settings", href: "/settings", icon: Settings }] },
];

/** A destination stays marked on the pages beneath it. */
export const isHere = (href: string, path: string): boolean =>
  href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
