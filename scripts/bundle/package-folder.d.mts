/** @throws Error when `content` is not what `integrity` ("sha512-BASE64") says of the package `name`. */
export function checkIntegrity(content: Buffer, integrity: string, name: string): void;
