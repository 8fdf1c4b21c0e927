import { css } from 'lit';

/** How a parameter's boxes look: as code, with a frame where it is in the code and a dotted line where it is left out. */
export const boxes = css`
  .field {
    position: relative;
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    max-width: 100%;
    font: 13px/24px var(--conv-code);
  }
  .name {
    color: var(--conv-muted);
    white-space: pre;
  }
  .fixed {
    overflow: hidden;
    max-width: 24ch;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .times {
    padding: 0 3px;
    color: var(--conv-muted);
  }
  input,
  .field select {
    height: 22px;
    margin: 1px 0;
    padding: 0 4px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, #3c3c3c));
    border-radius: 2px;
    background: var(--vscode-input-background, #313131);
    color: var(--vscode-input-foreground, #ccc);
    font: 13px/20px var(--conv-code);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  input {
    min-width: 22px;
    max-width: 16ch;
    field-sizing: content;
  }
  .field select {
    padding: 0;
    field-sizing: content;
  }
  input:focus {
    outline: var(--conv-focus-width) solid var(--conv-focus);
    outline-offset: -1px;
  }
  .default input,
  .default select {
    border-color: transparent;
    border-bottom: 1px dotted var(--conv-faint);
    border-radius: 0;
    background: transparent;
    color: var(--conv-muted);
  }
  .default input:hover,
  .default input:focus {
    background: var(--vscode-input-background, #313131);
    color: var(--vscode-input-foreground, #ccc);
  }
  .changed input,
  .changed select {
    border: 1px solid var(--conv-changed);
    border-radius: 2px;
    color: var(--conv-changed);
  }
  .ask input,
  .ask .fixed {
    border: 1px solid var(--conv-warning);
    border-radius: 2px;
  }
  .fault input,
  .fault select,
  .wrong input {
    border: 1px solid var(--conv-error);
    border-radius: 2px;
  }
  .was {
    margin-left: 4px;
    color: var(--conv-muted);
    font-size: 11px;
    white-space: nowrap;
  }
  .message {
    margin-left: 6px;
    color: var(--conv-error);
    font: 12px/20px var(--conv-font);
  }
  /* It stands under the box only while that has the focus: a sign at every box would read as part of the call. */
  button.axes {
    position: absolute;
    z-index: 3;
    top: 100%;
    left: 0;
    min-height: 22px;
    padding: 0 6px;
    border: 1px solid var(--vscode-widget-border, var(--conv-rule));
    background: var(--vscode-editorWidget-background, #202020);
    color: var(--conv-link);
    font: 12px/20px var(--conv-font);
    white-space: nowrap;
    display: none;
  }
  .field:focus-within button.axes {
    display: inline-flex;
  }
  /* Where a box can stand at the right edge, it is placed under the whole call. */
  @container (max-width: 559px) {
    .field {
      position: static;
    }
  }
`;
