"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import { useId } from "react";
import { type ButtonStyleProps, buttonStyles } from "@/components/ui/button-styles";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";
import { Tooltip } from "@/components/ui/tooltip";

export interface ButtonProps extends Omit<BaseButton.Props, "disabled" | "className">, ButtonStyleProps {
  className?: string;
  /** Work is under way: the button stays where it is, shows a spinner and takes no second click. */
  pending?: boolean;
  /** Why the button cannot be used now. It stays focusable and tells the reason instead of going dead. */
  unavailable?: string | undefined;
}

export function Button({ variant, size, className, pending = false, unavailable, children, ...props }: ButtonProps) {
  const reasonId = useId();
  const button = (
    <BaseButton
      type="button"
      {...props}
      disabled={pending || Boolean(unavailable)}
      focusableWhenDisabled
      aria-busy={pending || undefined}
      aria-describedby={unavailable ? reasonId : props["aria-describedby"]}
      className={classNames(buttonStyles({ variant, size }), className)}
    >
      {pending && <Spinner />}
      {children}
    </BaseButton>
  );
  if (!unavailable) return button;
  return (
    <>
      <Tooltip content={unavailable}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {unavailable}
      </span>
    </>
  );
}
