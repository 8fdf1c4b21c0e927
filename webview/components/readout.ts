import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { watchTheme } from '../paint/theme.js';
import { readout } from '../state/readout.js';
import type { Piece } from '../state/readout.js';
import type { Pointed, Scene } from '../state/scene.js';
import { shared } from './shared.js';
import { underlines } from './underlines.js';

/** The last row: what is pointed at, in numbers. It is read out when it was chosen, not while a pointer passes. */
@customElement('conv-readout')
export class ConvReadout extends LitElement {
  @property({ attribute: false }) scene: Scene | null = null;
  @property({ attribute: false }) pointed: Pointed = null;
  /** The subject is only under the pointer. */
  @property({ type: Boolean }) passing = false;

  static override readonly styles = [
    shared,
    css`
      :host {
        position: sticky;
        z-index: 2;
        bottom: 0;
      }
      footer {
        /* At a screen scale like 1.5 the sticky line ends a pixel early: nothing may shine through below it. */
        box-shadow: 0 3px 0 var(--vscode-sideBar-background, #181818);
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 16px;
        min-height: 28px;
        max-height: 34vh;
        padding: 3px 16px;
        overflow: auto;
        border-top: 1px solid var(--conv-rule);
        background: var(--vscode-sideBar-background, #181818);
      }
      .sum {
        font: 12px/20px var(--conv-code);
      }
      u {
        font: 12px/20px var(--conv-code);
        text-decoration-skip-ink: none;
        text-decoration-thickness: 3px;
        text-underline-offset: 3px;
      }
      .group {
        white-space: pre-wrap;
      }
      @container (max-width: 559px) {
        footer {
          max-height: 96px;
          padding: 3px 12px;
        }
      }
    `,
  ];

  override render() {
    const { scene, pointed } = this;
    if (!scene) return nothing;
    const groups = readout(scene, pointed);
    return html`<footer
      role="status"
      aria-live=${this.passing ? 'off' : 'polite'}
      data-pointed=${pointed?.kind ?? 'none'}
    >
      ${groups.map(group => html`<span class="group">${group.map(piece => render(piece))}</span>`)}
    </footer>`;
  }

  private stopWatching: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopWatching = watchTheme(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopWatching?.();
  }

  override updated(): void {
    if (this.scene) underlines(this.renderRoot.querySelectorAll<HTMLElement>('u[data-weight]'), this.scene);
  }
}

function render(piece: Piece) {
  switch (piece.kind) {
    case 'strong':
      return html`<b>${piece.text}</b>`;
    case 'weight':
      return html`<u data-weight=${piece.weight}>${piece.text}</u>`;
    case 'sum':
      return html`<span class="sum">${piece.text}</span>`;
    case 'muted':
      return html`<span class="muted">${piece.text}</span>`;
    case 'text':
      return html`${piece.text}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-readout': ConvReadout;
  }
}
