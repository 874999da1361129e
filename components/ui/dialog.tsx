"use client";

import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { buttonStyles } from "@/components/ui/button-styles";
import { classNames } from "@/components/ui/class-names";
import { dialogStyles, scrimStyles } from "@/components/ui/dialog-styles";

interface DialogProps {
  title: ReactNode;
  description?: ReactNode;
  /** The button that opens it; leave out when `open` is steered from elsewhere. */
  trigger?: ReactElement<Record<string, unknown>>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
}

export function Dialog({ title, description, trigger, open, onOpenChange, footer, className, children }: DialogProps) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={scrimStyles} />
        <BaseDialog.Popup className={classNames(dialogStyles, className)}>
          <div className="flex items-start justify-between gap-4">
            <div className="grid gap-1">
              <BaseDialog.Title className="font-semibold text-lg leading-snug">{title}</BaseDialog.Title>
              {description && (
                <BaseDialog.Description className="text-muted-foreground">{description}</BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              aria-label="Close"
              className={classNames(buttonStyles({ variant: "ghost", size: "icon-sm" }), "-mt-1 -mr-1")}
            >
              <X aria-hidden />
            </BaseDialog.Close>
          </div>
          {children}
          {footer && <div className="flex flex-wrap justify-end gap-2">{footer}</div>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
