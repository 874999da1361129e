/** The mark: a card that has been checked. */
export const LogoMark = () => (
  <svg viewBox="0 0 32 32" className="size-8 shrink-0" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" className="fill-primary" />
    <rect x="6" y="9" width="20" height="14" rx="3" className="fill-none stroke-2 stroke-primary-foreground" />
    <path
      d="m12.5 16 2.5 2.5 4.8-5"
      className="fill-none stroke-2 stroke-primary-foreground"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);

export const Logo = () => (
  <span className="flex items-center gap-2.5">
    <LogoMark />
    <span className="grid leading-tight">
      <span className="font-semibold text-sm tracking-tight">Verifiable Credentials</span>
      <span className="text-muted-foreground text-xs">Portal</span>
    </span>
  </span>
);
