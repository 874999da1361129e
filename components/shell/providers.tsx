"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { NonceProvider } from "@/components/shell/nonce";
import { Toaster } from "@/components/ui/toast";
import { makeQueryClient } from "@/lib/client/query-client";

/** What every page stands on. The nonce lets libraries write their own style and script elements (security L6). */
export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <NonceProvider value={nonce}>
      <CSPProvider nonce={nonce}>
        <ThemeProvider attribute="class" nonce={nonce} defaultTheme="system" enableSystem disableTransitionOnChange>
          <NuqsAdapter>
            <QueryClientProvider client={queryClient}>
              <Tooltip.Provider delay={300}>
                {children}
                <Toaster />
              </Tooltip.Provider>
            </QueryClientProvider>
          </NuqsAdapter>
        </ThemeProvider>
      </CSPProvider>
    </NonceProvider>
  );
}
