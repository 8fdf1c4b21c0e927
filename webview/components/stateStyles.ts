import { css } from 'lit';

/** How a message in place of the pictures looks: a heading, a few lines, buttons. */
export const stateStyles = css`
  .message,
  form {
    display: grid;
    gap: 12px;
  }
  .message {
    max-width: 720px;
    padding: 24px 16px;
  }
  h1 {
    display: flex;
    gap: 8px;
    align-items: center;
    font: 600 15px/24px var(--conv-font);
  }
  .formula {
    color: var(--conv-text);
    font: 12px/20px var(--conv-code);
    overflow-wrap: anywhere;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
  }
  .row > span {
    white-space: nowrap;
  }
  .changes {
    gap: 8px 24px;
  }
  .list {
    display: grid;
    margin: 0;
    padding: 0;
    border: 1px solid var(--conv-rule);
    list-style: none;
  }
  .list button {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    width: 100%;
    min-height: 28px;
    padding: 3px 12px;
    border-radius: 0;
    font: 12px/20px var(--conv-code);
  }
  .list li + li {
    border-top: 1px solid var(--conv-rule);
  }
  .list .text {
    flex: 1 1 240px;
    overflow-wrap: anywhere;
  }
  .list .warning {
    margin-left: auto;
  }
  .list .shapes {
    color: var(--conv-muted);
  }
  input {
    width: 18ch;
    height: 26px;
    padding: 0 6px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, #3c3c3c));
    border-radius: 2px;
    background: var(--vscode-input-background, #313131);
    color: var(--vscode-input-foreground, #ccc);
    font: 13px/20px var(--conv-code);
  }
  input:focus {
    outline: var(--conv-focus-width) solid var(--conv-focus);
    outline-offset: -1px;
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 2px 12px;
    margin: 0;
  }
  dt {
    font-weight: 600;
    text-align: right;
  }
  dd {
    margin: 0;
    color: var(--conv-muted);
  }
  @container (max-width: 559px) {
    .message {
      padding: 16px 12px;
    }
  }
`;
