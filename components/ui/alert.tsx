import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

type AlertTone = "info" | "success" | "warning" | "danger";

interface AlertProps {
  tone?: AlertTone;
  title?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}

const looks = {
  info: { icon: Info, style: "border-primary/25 bg-primary-soft text-primary-strong" },
  success: { icon: CircleCheck, style: "border-success/25 bg-success-soft text-success-strong" },
  warning: { icon: TriangleAlert, style: "border-warning/25 bg-warning-soft text-warning-strong" },
  danger: { icon: CircleAlert, style: "border-danger/25 bg-danger-soft text-danger-strong" },
} as const;

/** A message in the flow of the page. Failures interrupt a screen reader, the rest waits its turn. */
export function Alert({ tone = "info", title, actions, className, children }: AlertProps) {
  const { icon: Icon, style } = looks[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={classNames("flex items-start gap-3 rounded-xl border px-4 py-3", style, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-sm [overflow-wrap:anywhere]">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
