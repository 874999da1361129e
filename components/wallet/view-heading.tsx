"use client";

import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

const focus = (heading: HTMLHeadingElement | null) => heading?.focus({ preventScroll: true });

/** The heading of a view takes the focus when the view opens, so that keyboard and screen reader start there. */
export const ViewHeading = ({ className, ...props }: ComponentProps<"h1">) => (
  <h1
    {...props}
    ref={focus}
    tabIndex={-1}
    className={classNames("font-semibold text-2xl leading-tight tracking-tight outline-none", className)}
  />
);
