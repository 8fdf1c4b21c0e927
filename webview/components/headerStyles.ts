import { css } from 'lit';

/** The header's lines: the call with its tools, then shape, formula, verdict and cost, which wrap as they must. */
export const headerStyles = css`
  header {
    display: grid;
    gap: 4px;
    padding: 8px 16px;
    border-bottom: 1px solid var(--conv-rule);
  }
  .first {
    display: flex;
    align-items: flex-start;
    gap: 12px;
  }
  .call {
    position: relative;
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 8px;
    min-width: 0;
    font: 13px/24px var(--conv-code);
  }
  .callee {
    margin-right: -8px;
    overflow-wrap: anywhere;
  }
  .changes {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 8px;
    font-family: var(--conv-font);
  }
  .notice {
    color: var(--conv-muted);
    font-family: var(--conv-font);
  }
  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
    color: var(--conv-muted);
    white-space: nowrap;
  }
  .pin {
    color: var(--conv-text);
  }
  .lesson {
    padding: 0 4px;
  }
  .second {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 20px;
    row-gap: 2px;
  }
  .shape {
    font: 600 15px/24px var(--conv-code);
  }
  .copy {
    margin-left: 4px;
    color: var(--conv-muted);
    vertical-align: middle;
  }
  .arrow {
    white-space: pre-wrap;
    color: var(--conv-muted);
    font-weight: 400;
  }
  .formula {
    display: inline-flex;
    flex-wrap: wrap;
    column-gap: 16px;
    color: var(--conv-muted);
    font: 12px/20px var(--conv-code);
  }
  .verdict {
    display: inline-flex;
    align-items: baseline;
    gap: 6px;
    min-width: 0;
  }
  .verdict conv-icon {
    align-self: flex-start;
    margin-top: 2px;
  }
  .verdict button {
    display: inline;
    min-height: 0;
    padding: 0;
    border: 0;
    white-space: normal;
    vertical-align: baseline;
  }
  .cost {
    margin-left: auto;
    color: var(--conv-muted);
  }
  .remark {
    display: flex;
    align-items: flex-start;
    gap: 6px;
  }
  .remark conv-icon {
    margin-top: 2px;
  }
  @container (max-width: 559px) {
    header {
      padding: 8px 12px;
    }
    .first {
      flex-direction: column;
      align-items: stretch;
      gap: 4px;
    }
    .tools {
      order: -1;
      flex-wrap: wrap;
    }
    .where {
      flex: 1;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .shape {
      font-size: 14px;
      line-height: 20px;
    }
    .cost {
      margin-left: 0;
    }
  }
`;
