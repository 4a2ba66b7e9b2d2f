/** The port to the keys of the LAN API. */
export interface Keys {
  /** The key that has this secret, when there is one and it is not revoked. Asked on each request. */
  find(secret: string): { readonly id: string; readonly name: string } | null;
}
