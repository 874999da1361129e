"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { buttonStyles } from "@/components/ui/button-styles";
import { type ToastTone, toastManager } from "@/components/ui/toast-manager";

function ToastList() {
  const { toasts } = Toast.useToastManager<{ tone: ToastTone }>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-toast=""
      swipeDirection={["right", "down"]}
      className="rounded-xl border bg-popover shadow-floating transition-[opacity,translate] duration-200 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3 p-4">
        {toast.data?.tone === "danger" ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
        )}
        <div className="grid min-w-0 flex-1 gap-0.5">
          <Toast.Title className="font-medium" />
          <Toast.Description className="text-muted-foreground" />
          <Toast.Action className={buttonStyles({ size: "sm", className: "mt-2 justify-self-start empty:hidden" })} />
        </div>
        <Toast.Close
          aria-label="Dismiss"
          className={buttonStyles({ variant: "ghost", size: "icon-sm", className: "-m-1.5" })}
        >
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Where toasts appear. One for the whole portal, in the providers. */
export const Toaster = () => (
  <Toast.Provider toastManager={toastManager}>
    <Toast.Portal>
      <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2">
        <ToastList />
      </Toast.Viewport>
    </Toast.Portal>
  </Toast.Provider>
);
