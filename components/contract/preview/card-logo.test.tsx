// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { CardLogo } from "@/components/contract/preview/card-logo";
import { unitFor } from "@/components/contract/preview/card-units";

afterEach(cleanup);

// Nothing is loaded here: as in a browser, a picture is on its way until it tells how that ended.
vi.spyOn(HTMLImageElement.prototype, "complete", "get").mockReturnValue(false);

const placed = { corner: "top-left", x: 0, y: 0, size: 40 } as const;
const uri = "https://example.org/logo.png";

test("where there is no letter either, nothing takes its place", () => {
  const logo = { ...placed, uri, alt: "", tint: null };
  const { container } = render(
    <CardLogo logo={logo} source={null} initial="" ink="#FFFFFF" size={40} unit={unitFor(342)} />,
  );
  expect(container.textContent).toBe("");
  expect(container.firstElementChild).toBeNull();
});

test.each([
  ["in its own colours", null],
  ["in the ink of the card", "#FFFFFF"],
])("a logo %s that cannot be fetched gives way to the issuer's initial", (_how, tint) => {
  const logo = { ...placed, uri, alt: "Outline of a building", tint };
  const { container } = render(
    <CardLogo logo={logo} source={uri} initial="E" ink="#FFFFFF" size={40} unit={unitFor(342)} />,
  );
  expect(screen.getByRole("img", { name: "Outline of a building" })).toBeTruthy();
  const picture = container.querySelector("img");
  if (!picture) throw new Error("There is no picture.");
  fireEvent.error(picture);
  expect(container.querySelector("img")).toBeNull();
  expect(screen.getByText("E")).toBeTruthy();
});
