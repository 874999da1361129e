// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { SessionDetail } from "@/components/issuance/session-detail";
import type { IssuanceSessionDetail } from "@/lib/issuance/session-schema";

vi.mock("next/navigation", () => ({ useRouter: () => ({ prefetch: () => {} }), usePathname: () => "/issuances/s-1" }));
afterEach(cleanup);

const failed: IssuanceSessionDetail = {
  id: "s-1",
  state: "failed",
  contractId: "c-1",
  contractName: "Staff badge",
  authorityId: "a-1",
  authorityName: "Example Works",
  format: "jwt_vc_json",
  failure: { code: "callback_unreachable", message: "The issuer's callback did not confirm, so it was stopped." },
  batchPosition: null,
  createdAt: "2026-03-01T10:00:00.000Z",
  expiresAt: "2026-03-01T10:05:00.000Z",
  openedAt: null,
  redeemedAt: null,
  issuedAt: null,
  endedAt: "2026-03-01T10:01:00.000Z",
  protocol: "1.0",
  createdBy: "owner@example.org",
  transactionCodeAttempts: 0,
  credentials: [],
  deliveries: [],
  notifications: [],
  batch: [],
};

test("a failed issuance tells its cause and its remedy once on its page", () => {
  const { container } = render(<SessionDetail session={failed} />);
  const text = container.textContent ?? "";
  const { textContent: cause } = screen.getByText(/did not confirm/);
  expect(text.split(cause ?? "")).toHaveLength(2);
  expect(text.match(/answers with a 2xx status/g)).toHaveLength(1);
  expect(screen.getByText(/^Issuance stopped/)).toBeTruthy();
});
