"use client";

import { createContext, useContext } from "react";

/**
 * Tells the control in a Field that it must be filled. We say so with `aria-required` and not with `required`:
 * the browser's own bubbles would speak before our messages do.
 */
export const FieldRequired = createContext(false);

export const useRequired = (): true | undefined => useContext(FieldRequired) || undefined;
