"use server";

import { publicAction } from "@/lib/http/action";
import { SetupForm } from "@/lib/member/schema";
import { setUp } from "@/lib/member/set-up";

/** Makes the first owner. The browser then signs in with what was typed. */
export const setUpAction = publicAction("setUp", SetupForm, async (on, form) => {
  const { email } = await setUp(on, form);
  return { email };
});
