import { css } from 'lit';

/** A picture: two canvases over one another, and what stands over them. */
export const pictureStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  :host([hidden]) {
    display: none;
  }
  .picture {
    position: relative;
    overflow: hidden;
    outline: none;
    touch-action: pan-y;
    cursor: crosshair;
  }
  .picture:focus-visible {
    outline: var(--conv-focus-width, 1px) solid var(--vscode-focusBorder, #0078d4);
    outline-offset: -1px;
  }
  canvas {
    position: absolute;
    top: 0;
    left: 0;
    display: block;
    pointer-events: none;
  }
  .figure {
    position: absolute;
    pointer-events: none;
  }
  .edit {
    position: absolute;
    z-index: 1;
    box-sizing: border-box;
    min-width: 48px;
    height: 24px;
    padding: 0 4px;
    border: 1px solid var(--vscode-focusBorder, #0078d4);
    border-radius: 2px;
    outline: none;
    background: var(--vscode-input-background, #313131);
    color: var(--vscode-input-foreground, #ccc);
    font: 13px/20px var(--vscode-editor-font-family, monospace);
    text-align: center;
  }
  .edit[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, #be1100);
  }
`;
