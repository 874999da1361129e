// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { SessionDetail } from "@/components/issuance/session-detail";
import { UserProvider } from "@/components/shell/signed-in-user";
import { failedSession } from "@/lib/testing/failed-session";

vi.mock("next/navigation", () => ({ useRouter: () => ({ prefetch: () => {} }), usePathname: () => "/issuances/s-1" }));
afterEach(cleanup);

const signedIn = { name: "Owner", email: "owner@example.org", role: "owner", tenantName: "Example" } as const;

test("an issuance that ended leads on to a new offer; one that goes on says what it waits for", () => {
  const { rerender } = render(<SessionDetail session={failedSession} repeatable />, {
    wrapper: ({ children }) => <UserProvider value={signedIn}>{children}</UserProvider>,
  });
  expect(screen.getByRole("link", { name: "Make a new offer" }).getAttribute("href")).toBe("/issue?contract=c-1");
  expect(screen.queryByText("Good until")).toBeNull();
  rerender(<SessionDetail session={{ ...failedSession, state: "offered", failure: null, endedAt: null }} repeatable />);
  expect(screen.getByText("Waiting for a wallet to read the offer")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Make a new offer" })).toBeNull();
});

test("a failed issuance tells its cause and its remedy once on its page", () => {
  const { container } = render(<SessionDetail session={failedSession} repeatable={false} />);
  const text = container.textContent ?? "";
  const { textContent: cause } = screen.getByText(/did not confirm/);
  expect(text.split(cause ?? "")).toHaveLength(2);
  expect(text.match(/answers with a 2xx status/g)).toHaveLength(1);
  expect(screen.getByText(/^Issuance stopped/)).toBeTruthy();
});
