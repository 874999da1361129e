/**
 * A route module that exports `hot = true` is called by the server without Next's router, which costs more than most
 * of our handlers. Such a handler takes only the standard `Request` and `params`, and sets every header itself.
 */

/** An answer that needs no `Response`: written to the socket as it is. Header names in lower case. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
}

/**
 * What a hot module may export as `fromMemory` for GET and HEAD of public documents. `undefined` hands the request to
 * the ordinary handler. `header` wants lower-case names; `query` is what follows the question mark.
 */
export type FromMemory = (
  params: Readonly<Record<string, string | string[]>>,
  header: (name: string) => string | undefined,
  query: string,
) => PlainAnswer | undefined | Promise<PlainAnswer | undefined>;
