"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { RailLinks } from "@/components/shell/rail-links";
import { ThemeToggle } from "@/components/shell/theme-toggle";
import { UserMenu } from "@/components/shell/user-menu";
import { buttonStyles } from "@/components/ui/button-styles";
import { scrimStyles } from "@/components/ui/dialog-styles";

interface NavigationDrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export const NavigationDrawer = ({ open, onOpenChange }: NavigationDrawerProps) => (
  <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
    <Dialog.Portal>
      <Dialog.Backdrop className={scrimStyles} />
      <Dialog.Popup className="fixed inset-y-0 left-0 z-50 flex w-72 max-w-[85vw] flex-col border-r bg-card shadow-floating transition-transform duration-200 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
        <div className="flex h-14 items-center justify-between border-b px-4">
          <Dialog.Title className="font-semibold">Navigation</Dialog.Title>
          <Dialog.Close aria-label="Close navigation" className={buttonStyles({ variant: "ghost", size: "icon" })}>
            <X aria-hidden />
          </Dialog.Close>
        </div>
        <nav aria-label="Main" className="flex-1 overflow-y-auto p-3">
          <RailLinks onNavigate={() => onOpenChange(false)} />
        </nav>
        <div className="flex items-center gap-1 border-t p-3">
          <div className="min-w-0 flex-1">
            <UserMenu />
          </div>
          <ThemeToggle />
        </div>
      </Dialog.Popup>
    </Dialog.Portal>
  </Dialog.Root>
);
