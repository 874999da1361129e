import { lazy, Suspense } from "react";
import { classNames } from "@/components/ui/class-names";
import { controlStyles } from "@/components/ui/control-styles";
import type { SelectProps } from "@/components/ui/select";

const Loaded = lazy(async () => ({ default: (await import("@/components/ui/select")).Select<string> }));

/**
 * A Select for pages that are looked at more often than narrowed: its list box comes after the page. The server has
 * drawn it by then, so nothing moves.
 */
export function LazySelect<Value extends string>({ onValueChange, ...props }: SelectProps<Value>) {
  return (
    <Suspense fallback={<div className={classNames(controlStyles, "h-10", props.className)} />}>
      {/* Only values of the options come back. */}
      <Loaded {...props} onValueChange={(value) => onValueChange(value as Value)} />
    </Suspense>
  );
}
