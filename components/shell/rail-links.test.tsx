// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { RailLinks } from "@/components/shell/rail-links";

const place = vi.hoisted(() => ({ path: "/" }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ prefetch: () => {} }), usePathname: () => place.path }));
afterEach(cleanup);

test("the place where one is comes into sight in the rail, also after going elsewhere", () => {
  const seen: (string | null)[] = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    seen.push(this.textContent);
  });
  const { rerender } = render(<RailLinks />);
  place.path = "/settings";
  rerender(<RailLinks />);
  expect(seen).toEqual(["Overview", "Settings"]);
});
