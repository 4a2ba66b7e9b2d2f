/** What the listeners allow: whoever is slow, silent or everywhere at once takes nothing from the others. */
import { isLoopback } from '../../common/address.ts';

export interface ListenerLimits {
  /** In which a request's headers, and the whole request, must have come. Answers may take as long as they like. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How often that is looked at. */
  readonly checkEveryMs: number;
  /** In which a TLS handshake must be done. */
  readonly handshakeMs: number;
  /** How long a connection may wait for its next request. */
  readonly keepAliveMs: number;
  /** After which a client is cut off that reads nothing of what is sent to it. */
  readonly stallMs: number;
  readonly headerBytes: number;
  /** Connections that are served; those above are told so. Past twice as many they are closed at once. */
  readonly total: number;
  readonly perAddress: number;
  /** Addresses that these two numbers do not count for. */
  readonly isFree: (address: string) => boolean;
}

export const usualLimits: ListenerLimits = {
  headersMs: 15_000,
  requestMs: 60_000,
  checkEveryMs: 5_000,
  handshakeMs: 10_000,
  keepAliveMs: 65_000,
  stallMs: 60_000,
  headerBytes: 16 * 1024,
  total: 2_048,
  perAddress: 256,
  // This PC's own programs must get in while others fill the office.
  isFree: isLoopback,
};
