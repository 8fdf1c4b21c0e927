import { css } from 'lit';

/** What every component begins with: box model, focus ring, buttons, menus and boxes in VS Code's look. */
export const shared = css`
  :host {
    display: block;
    min-width: 0;
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: var(--conv-focus-width) solid var(--conv-focus);
    outline-offset: -1px;
  }
  h1,
  h2,
  p {
    margin: 0;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 22px;
    padding: 0 4px;
    border: 1px solid transparent;
    border-radius: 4px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  button:hover {
    background: var(--conv-hover);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  button:focus-visible {
    outline: var(--conv-focus-width) solid var(--conv-focus);
  }
  button.link {
    padding: 0 2px;
    color: var(--conv-link);
  }
  button.link:hover {
    background: none;
    text-decoration: underline;
  }
  button.primary,
  button.secondary {
    min-height: 26px;
    padding: 2px 10px;
    border-color: var(--vscode-button-border, var(--vscode-contrastBorder, transparent));
    background: var(--vscode-button-background, #0078d4);
    color: var(--vscode-button-foreground, #fff);
  }
  button.secondary {
    background: var(--vscode-button-secondaryBackground, #313131);
    color: var(--vscode-button-secondaryForeground, #ccc);
  }
  button.primary:hover {
    background: var(--vscode-button-hoverBackground, #026ec1);
  }
  button.secondary:hover {
    background: var(--vscode-button-secondaryHoverBackground, #3c3c3c);
  }
  select {
    field-sizing: content;
    max-width: 100%;
    height: 22px;
    padding: 0 2px;
    border: 1px solid transparent;
    border-radius: 2px;
    background: transparent;
    color: var(--conv-text);
    font: inherit;
    cursor: pointer;
  }
  select:hover {
    background: var(--conv-hover);
  }
  select:focus-visible,
  select:focus {
    outline: var(--conv-focus-width) solid var(--conv-focus);
  }
  option {
    background: var(--vscode-dropdown-background, var(--conv-background));
    color: var(--vscode-dropdown-foreground, var(--conv-text));
  }
  .muted {
    color: var(--conv-muted);
  }
  .warning {
    color: var(--conv-warning);
  }
  .error {
    color: var(--conv-error);
  }
  .passed {
    color: var(--conv-passed);
  }
  b,
  strong {
    font-weight: 600;
  }
`;
