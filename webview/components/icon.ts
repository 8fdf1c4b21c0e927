import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ICONS } from './icons.js';
import type { IconName } from './icons.js';

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
