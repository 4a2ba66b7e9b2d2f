/** The join page's look: the window's own tokens, as far as the page uses them. A test holds the two together. */

export const joinCss = `:root {
  color-scheme: light;
  --color-canvas: #f5f6f7;
  --color-surface: #ffffff;
  --color-sunken: #f1f2f4;
  --color-hover: #eceef0;
  --color-line: #e2e5e8;
  --color-line-strong: #8a929c;
  --color-ink: #16191d;
  --color-ink-2: #4d545d;
  --color-accent: #2f55d4;
  --color-accent-hover: #2749bb;
  --color-on-accent: #ffffff;
  --color-accent-text: #2a4cc2;
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --color-canvas: #111316;
    --color-surface: #181b1f;
    --color-sunken: #121417;
    --color-hover: #23272c;
    --color-line: #2a2e34;
    --color-line-strong: #717a85;
    --color-ink: #eceef0;
    --color-ink-2: #adb4bc;
    --color-accent: #4a6ae2;
    --color-accent-hover: #3f5dd2;
    --color-on-accent: #ffffff;
    --color-accent-text: #97adff;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--color-canvas);
  color: var(--color-ink);
  font: 400 15px/24px 'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
main {
  max-width: 600px;
  margin: 0 auto;
  padding: 48px 24px 64px;
}
.brand {
  display: flex;
  align-items: center;
  gap: 8px;
  margin: 0 0 32px;
  font-size: 13px;
  line-height: 20px;
  font-weight: 500;
}
.brand svg {
  width: 24px;
  height: 24px;
  fill: var(--color-accent);
}
h1 {
  margin: 0 0 8px;
  font-size: 24px;
  line-height: 32px;
  font-weight: 600;
}
p {
  margin: 0 0 16px;
}
.lead,
.note {
  color: var(--color-ink-2);
}
.note {
  font-size: 13px;
  line-height: 20px;
}
details {
  margin: 0 0 12px;
  border: 1px solid var(--color-line);
  border-radius: 10px;
  background: var(--color-surface);
}
summary {
  padding: 12px 16px;
  border-radius: 10px;
  font-weight: 500;
}
summary:hover {
  background: var(--color-hover);
}
.way {
  padding: 4px 16px 16px;
}
ol {
  margin: 0 0 16px;
  padding-left: 20px;
}
pre {
  margin: 0 0 12px;
  padding: 12px;
  border: 1px solid var(--color-line);
  border-radius: 6px;
  background: var(--color-sunken);
  font: 12px/20px ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.btn {
  display: inline-flex;
  align-items: center;
  min-height: 44px;
  padding: 0 16px;
  border: 1px solid var(--color-line-strong);
  border-radius: 6px;
  background: var(--color-surface);
  color: var(--color-ink);
  font: inherit;
  font-size: 13px;
  font-weight: 500;
  text-decoration: none;
}
.btn:hover {
  background: var(--color-hover);
}
.btn.primary {
  border-color: var(--color-accent);
  background: var(--color-accent);
  color: var(--color-on-accent);
}
.btn.primary:hover {
  background: var(--color-accent-hover);
}
:focus-visible {
  outline: 2px solid var(--color-accent-text);
  outline-offset: 2px;
}
[hidden] {
  display: none;
}
`;
