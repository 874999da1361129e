"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import { mergeProps } from "@base-ui/react/merge-props";
import dynamic from "next/dynamic";
import { type SyntheticEvent, useId, useState } from "react";
import { type ButtonStyleProps, buttonStyles } from "@/components/ui/button-styles";
import { classNames } from "@/components/ui/class-names";
import { Spinner } from "@/components/ui/spinner";

// Buttons are on every page, but few have something to explain.
const ReasonBubble = dynamic(() => import("@/components/ui/reason-bubble").then((module) => module.ReasonBubble), {
  ssr: false,
});

export interface ButtonProps extends Omit<BaseButton.Props, "disabled" | "className">, ButtonStyleProps {
  className?: string;
  /** Work is under way: the button stays where it is, shows a spinner and takes no second click. */
  pending?: boolean;
  /** Why the button cannot be used now. It stays focusable and tells the reason instead of going dead. */
  unavailable?: string | undefined;
}

export function Button({ variant, size, className, pending = false, unavailable, children, ...props }: ButtonProps) {
  const reasonId = useId();
  const [asked, setAsked] = useState<Element | null>(null);
  const ask = (event: SyntheticEvent) => setAsked(event.currentTarget);
  const drop = () => setAsked(null);
  const asking = { onPointerEnter: ask, onPointerLeave: drop, onFocus: ask, onBlur: drop };
  return (
    <>
      <BaseButton
        type="button"
        {...(unavailable ? mergeProps<typeof BaseButton>(asking, props) : props)}
        disabled={pending || Boolean(unavailable)}
        focusableWhenDisabled
        aria-busy={pending || undefined}
        aria-describedby={unavailable ? reasonId : props["aria-describedby"]}
        className={classNames(buttonStyles({ variant, size }), className)}
      >
        {pending && <Spinner />}
        {children}
      </BaseButton>
      {unavailable && (
        <span id={reasonId} className="sr-only">
          {unavailable}
        </span>
      )}
      {unavailable && asked && <ReasonBubble anchor={asked} reason={unavailable} onDismiss={drop} />}
    </>
  );
}
