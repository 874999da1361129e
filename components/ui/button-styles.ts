import { cva, type VariantProps } from "class-variance-authority";

export const buttonStyles = cva(
  "relative inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-lg font-medium transition-colors select-none " +
    "aria-busy:cursor-progress aria-disabled:not-aria-busy:cursor-not-allowed aria-disabled:not-aria-busy:border-transparent " +
    "aria-disabled:not-aria-busy:bg-muted aria-disabled:not-aria-busy:text-muted-foreground aria-disabled:not-aria-busy:shadow-none [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground shadow-raised hover:bg-primary-hover",
        secondary: "border border-border bg-card text-foreground shadow-raised hover:bg-muted",
        ghost: "text-foreground hover:bg-muted aria-disabled:not-aria-busy:bg-transparent",
        danger: "bg-danger text-danger-foreground shadow-raised hover:bg-danger-hover",
      },
      size: {
        sm: "h-8 px-3 text-[0.8125rem]",
        md: "h-9 px-4 text-sm",
        lg: "h-11 px-5 text-[0.9375rem]",
        icon: "size-9",
        "icon-sm": "size-8",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonStyleProps = VariantProps<typeof buttonStyles>;
