export const bubbleStyles =
  "max-w-72 rounded-lg bg-foreground px-2.5 py-1.5 text-background text-xs shadow-floating transition-opacity " +
  "data-ending-style:opacity-0 data-starting-style:opacity-0";
