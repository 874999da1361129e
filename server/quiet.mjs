// @ts-check

/** What our libraries would otherwise send home or print at each start. */
export const quiet = {
  NEXT_TELEMETRY_DISABLED: "1",
  // The SDK's version is pinned to one that runs on Node 20.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};
