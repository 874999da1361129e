import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonStyleProps, buttonStyles } from "@/components/ui/button-styles";
import { classNames } from "@/components/ui/class-names";

export interface ButtonLinkProps extends Omit<ComponentProps<typeof Link>, "href">, ButtonStyleProps {
  href: string;
}

/** A way to another page that looks like a button. */
export function ButtonLink({ href, variant, size, className, ...props }: ButtonLinkProps) {
  return <Link href={href as Route} {...props} className={classNames(buttonStyles({ variant, size }), className)} />;
}
