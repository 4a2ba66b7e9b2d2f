/** Calls again and again until it is stopped: what loops take as an argument, so that tests need not wait. @returns how to stop it */
export function repeat(milliseconds: number, call: () => void): () => void {
  const timer = setInterval(call, milliseconds);
  return () => clearInterval(timer);
}
