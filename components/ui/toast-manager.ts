"use client";

import { Toast } from "@base-ui/react/toast";

export type ToastTone = "success" | "danger";

export const toastManager = Toast.createToastManager<{ tone: ToastTone }>();

interface ToastMessage {
  title: string;
  description?: string;
  tone?: ToastTone;
  /** A way back, such as Undo. */
  action?: { label: string; onClick: () => void };
}

/** A passing message; only for what the reader can no longer see on the page. Failures stay until dismissed. */
export function showToast({ title, description, tone = "success", action }: ToastMessage): void {
  toastManager.add({
    title,
    description,
    priority: tone === "danger" ? "high" : "low",
    timeout: tone === "danger" ? 0 : action ? 10_000 : 5000,
    data: { tone },
    actionProps: action && { children: action.label, onClick: action.onClick },
  });
}
