import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

interface TextLinkProps extends Omit<ComponentProps<typeof Link>, "href"> {
  href: string;
}

export function TextLink({ href, className, ...props }: TextLinkProps) {
  return (
    <Link
      href={href as Route}
      {...props}
      className={classNames(
        "rounded-sm font-medium text-primary underline decoration-primary/40 underline-offset-4 hover:decoration-primary",
        className,
      )}
    />
  );
}
