"use client";

import { createContext, useContext } from "react";

const NonceContext = createContext<string | undefined>(undefined);

export const NonceProvider = NonceContext.Provider;

/** This page's nonce, for libraries that write style elements of their own (CodeMirror, react-colorful). */
export const useNonce = (): string | undefined => useContext(NonceContext);
