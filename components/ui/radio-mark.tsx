"use client";

import { Radio } from "@base-ui/react/radio";

interface RadioMarkProps {
  value: string;
  labelledBy: string;
  describedBy?: string | undefined;
}

export const RadioMark = ({ value, labelledBy, describedBy }: RadioMarkProps) => (
  <Radio.Root
    value={value}
    aria-labelledby={labelledBy}
    aria-describedby={describedBy}
    className="relative mt-0.5 flex size-4.5 shrink-0 items-center justify-center rounded-full border border-input bg-card data-checked:border-primary data-checked:bg-primary"
  >
    <Radio.Indicator className="size-1.5 rounded-full bg-primary-foreground data-unchecked:hidden" />
  </Radio.Root>
);
