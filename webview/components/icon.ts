import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/** The icons in use, by their codicon names; the characters are the font's (@vscode/codicons). */
export const ICONS = {
  warning: '\uea6c',
  pass: '\ueba4',
  error: '\uea87',
  info: '\uea74',
  'chevron-left': '\ueab5',
  'chevron-right': '\ueab6',
  play: '\ueb2c',
  'debug-pause': '\uead1',
  pinned: '\ueba0',
  target: '\uebf8',
  discard: '\ueae2',
  code: '\ueac4',
  'mortar-board': '\ueb21',
  question: '\ueb32',
  link: '\ueb15',
  edit: '\uea73',
  copy: '\uebcc',
} as const;

export type IconName = keyof typeof ICONS;

/** One codicon, 16 px. It says nothing by itself: a word or a label always stands with it. */
@customElement('conv-icon')
export class ConvIcon extends LitElement {
  @property() name: IconName = 'info';

  static override readonly styles = css`
    :host {
      display: inline-block;
      flex: none;
      width: 16px;
      height: 16px;
      font: normal 16px/16px codicon;
      vertical-align: -3px;
      user-select: none;
      -webkit-font-smoothing: antialiased;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-hidden', 'true');
  }

  override render() {
    return html`${ICONS[this.name]}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-icon': ConvIcon;
  }
}
