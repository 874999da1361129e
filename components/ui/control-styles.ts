/** The look that text inputs, selects and their kin share. */
export const controlStyles =
  "w-full rounded-lg border border-input bg-card px-3 text-sm text-foreground shadow-raised transition-colors " +
  "placeholder:text-muted-foreground hover:border-foreground/60 focus-visible:border-ring focus-visible:outline-offset-0 " +
  "data-invalid:border-danger aria-invalid:border-danger [&[readonly]]:bg-muted";

export const popupStyles =
  "rounded-xl border bg-popover text-foreground shadow-floating outline-none transition-[scale,opacity] duration-100 " +
  "data-starting-style:scale-[0.98] data-starting-style:opacity-0 data-ending-style:scale-[0.98] data-ending-style:opacity-0";
