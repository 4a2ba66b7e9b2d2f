/** What is counted of requests, before there was one. */
export const noRequests = {
  whole: 0,
  moved: 0,
  refused: 0,
  failed: 0,
  cancelled: 0,
  waitedLong: 0,
  promptTokens: 0,
  completionTokens: 0,
};
