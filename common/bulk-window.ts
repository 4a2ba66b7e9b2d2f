/** Bytes that may be under way on a bulk socket: both ends set it, and a file moves as fast as the network. */
export const bulkWindowBytes = 16 * 1024 * 1024;
