"use client";

import { Menu } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { popupStyles } from "@/components/ui/control-styles";

interface DropdownMenuProps {
  trigger: ReactElement<Record<string, unknown>>;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}

const itemStyles =
  "flex min-h-8 cursor-default items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-sm outline-none select-none " +
  "data-highlighted:bg-muted [&_svg]:size-4 [&_svg]:text-muted-foreground";

export function DropdownMenu({ trigger, align = "end", side = "bottom", children }: DropdownMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger render={trigger} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align={align} side={side} className="z-50 outline-none">
          <Menu.Popup className={classNames(popupStyles, "min-w-48 p-1")}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface DropdownMenuItemProps {
  onSelect: () => void;
  tone?: "neutral" | "danger";
  children: ReactNode;
}

export const DropdownMenuItem = ({ onSelect, tone = "neutral", children }: DropdownMenuItemProps) => (
  <Menu.Item
    onClick={onSelect}
    className={classNames(itemStyles, tone === "danger" && "text-danger [&_svg]:text-danger")}
  >
    {children}
  </Menu.Item>
);

export const DropdownMenuSeparator = () => <Menu.Separator className="mx-1 my-1 h-px bg-border" />;
