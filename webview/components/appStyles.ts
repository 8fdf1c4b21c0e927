import { css } from 'lit';

/** The three layouts. The width of the view decides, not that of the screen. */
export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    container-type: inline-size;
    background: var(--conv-background);
    color: var(--conv-text);
  }
  main {
    flex: 1;
    min-width: 0;
  }
  .pictures {
    display: grid;
    grid-template-columns: minmax(0, 600fr) minmax(0, 668fr);
    align-items: start;
  }
  .faded {
    opacity: 0.45;
  }
  .column {
    min-width: 0;
  }
  .column + .column {
    align-self: stretch;
    border-left: 1px solid var(--conv-rule);
  }
  section {
    min-width: 0;
    padding: 8px 16px 12px;
  }
  section + section {
    border-top: 1px solid var(--conv-rule);
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    min-height: 24px;
    margin-bottom: 4px;
  }
  h2 {
    font: 600 11px/20px var(--conv-font);
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .space {
    flex: 1;
  }
  label {
    color: var(--conv-muted);
    white-space: nowrap;
  }
  @container (max-width: 1079px) {
    .pictures {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }
    .column + .column {
      border-top: 1px solid var(--conv-rule);
      border-left: 0;
    }
  }
  @container (max-width: 559px) {
    section {
      padding: 8px 12px 12px;
    }
    .heading {
      gap: 0 6px;
    }
  }
`;
