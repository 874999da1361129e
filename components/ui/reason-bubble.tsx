"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { bubbleStyles } from "@/components/ui/tooltip-styles";

interface ReasonBubbleProps {
  anchor: Element;
  reason: string;
  onDismiss: () => void;
}

/** Shows sighted readers why a button cannot be used; the button itself tells the others. */
export const ReasonBubble = ({ anchor, reason, onDismiss }: ReasonBubbleProps) => (
  <BaseTooltip.Root open onOpenChange={(open) => !open && onDismiss()}>
    <BaseTooltip.Portal>
      <BaseTooltip.Positioner anchor={anchor} side="top" sideOffset={8} className="z-60">
        <BaseTooltip.Popup aria-hidden className={bubbleStyles}>
          {reason}
        </BaseTooltip.Popup>
      </BaseTooltip.Positioner>
    </BaseTooltip.Portal>
  </BaseTooltip.Root>
);
