// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { SessionDetail } from "@/components/issuance/session-detail";
import { failedSession } from "@/lib/testing/failed-session";

vi.mock("next/navigation", () => ({ useRouter: () => ({ prefetch: () => {} }), usePathname: () => "/issuances/s-1" }));
afterEach(cleanup);

test("a failed issuance tells its cause and its remedy once on its page", () => {
  const { container } = render(<SessionDetail session={failedSession} />);
  const text = container.textContent ?? "";
  const { textContent: cause } = screen.getByText(/did not confirm/);
  expect(text.split(cause ?? "")).toHaveLength(2);
  expect(text.match(/answers with a 2xx status/g)).toHaveLength(1);
  expect(screen.getByText(/^Issuance stopped/)).toBeTruthy();
});
