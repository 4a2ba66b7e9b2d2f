/** What people do on the page of the chat, in tests with a real Chromium. */
import type { Locator, Page } from 'playwright-core';

/** The browser of a phone. */
export const aPhone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Types a question and sends it. */
export async function ask(page: Page, question: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message' });
  await composer.fill(question);
  await composer.press('Enter');
}

/** A paragraph of an answer that says just this. */
export const said = (page: Page, text: string): Locator =>
  page.getByRole('article').locator('p').getByText(text, { exact: true });
