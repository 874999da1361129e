"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { NonceProvider } from "@/components/shell/nonce";
import { makeQueryClient } from "@/lib/client/query-client";

// A toast comes after a deed, never with the page: its script need not hold the page up.
const Toaster = dynamic(() => import("@/components/ui/toast").then((module) => module.Toaster), { ssr: false });

/** What every page stands on. The nonce lets libraries write their own style and script elements (security L6). */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <NonceProvider value={nonce}>
      <CSPProvider nonce={nonce}>
        <ThemeProvider attribute="class" nonce={nonce} defaultTheme="system" enableSystem disableTransitionOnChange>
          <NuqsAdapter>
            <QueryClientProvider client={queryClient}>
              {children}
              <Toaster />
            </QueryClientProvider>
          </NuqsAdapter>
        </ThemeProvider>
      </CSPProvider>
    </NonceProvider>
  );
}
