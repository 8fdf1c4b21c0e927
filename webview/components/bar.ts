import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Actions } from '../actions.js';
import type { Scene } from '../state/scene.js';
import type { Model } from '../state/model.js';
import { WEIGHT_KINDS, inputKinds, isInputKind, isWeightKind, shownKind } from '../state/values.js';
import { say } from '../strings.js';
import './icon.js';
import { shared } from './shared.js';

/** Beside the windows' heading: what numbers x and w hold, and walking through the outputs. */
@customElement('conv-windows-bar')
export class ConvWindowsBar extends LitElement {
  @property({ attribute: false }) scene: Scene | null = null;
  @property({ attribute: false }) model: Model | null = null;
  @property({ type: Boolean }) playing = false;
  @property({ attribute: false }) actions: Actions | null = null;

  static override readonly styles = [
    shared,
    css`
      /* Its parts stand in the heading's own row, so that they can wrap there one by one. */
      :host {
        display: contents;
      }
      label {
        color: var(--conv-muted);
        white-space: nowrap;
      }
      .kinds {
        display: inline-flex;
        flex-wrap: wrap;
        gap: 0 8px;
      }
      .walk {
        display: inline-flex;
        gap: 4px;
      }
      .checkerboard {
        flex: 1;
        white-space: nowrap;
      }
      @container (max-width: 559px) {
        .walk {
          gap: 0;
          order: 1;
          margin-left: auto;
        }
        .kinds {
          order: 2;
        }
        .checkerboard {
          order: 3;
        }
      }
    `,
  ];

  override render() {
    const { scene, model, actions } = this;
    if (!scene || !model) return nothing;
    const shown = shownKind(model.inputKind, scene.inputSpatial, model.subject?.lesson ?? false);
    const ones = model.inputKind === 'ones' && model.weightKind === 'ones';
    const offer =
      scene.spec.transposed && !scene.verdict.even && !(ones && !model.typedInputs.size && !model.typedWeights.size);
    return html`<span class="checkerboard"
        >${
          offer
            ? html`<button
                class="link"
                data-action="checkerboard"
                title=${say('checkerboardHint')}
                @click=${() => actions?.showCheckerboard()}
              >
                ${say('checkerboard')}
              </button>`
            : nothing
        }</span
      >
      <span class="kinds"
        ><label title=${say('inputHint')}
          >x
          ${this.menu(
            say('inputValues'),
            inputKinds(shown === 'example' || model.subject?.lesson === true),
            model.typedInputs.size > 0 ? 'typed' : shown,
            kind => {
              if (isInputKind(kind)) actions?.setInputKind(kind);
            },
          )}</label
        >
        <label title=${say('weightHint')}
          >w
          ${this.menu(
            say('weightValues'),
            WEIGHT_KINDS,
            model.typedWeights.size > 0 ? 'typed' : model.weightKind,
            kind => {
              if (isWeightKind(kind)) actions?.setWeightKind(kind);
            },
          )}</label
        > </span
      ><span class="walk">
        ${this.button('chevron-left', say('previous'), 'previous', () => actions?.step(-1))}
        ${this.button(this.playing ? 'debug-pause' : 'play', say(this.playing ? 'pause' : 'play'), 'play', () =>
          actions?.togglePlay(),
        )}
        ${this.button('chevron-right', say('next'), 'next', () => actions?.step(1))}
      </span>`;
  }

  private menu<K extends string>(
    label: string,
    kinds: readonly K[],
    chosen: K | 'typed',
    choose: (kind: string) => void,
  ) {
    const options = chosen === 'typed' ? (['typed', ...kinds] as const) : kinds;
    return html`<select
      aria-label=${label}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${options.map(
        kind =>
          html`<option value=${kind} .selected=${live(kind === chosen)}>
            ${say(kind as Parameters<typeof say>[0])}
          </option>`,
      )}
    </select>`;
  }

  private button(icon: string, label: string, action: string, act: () => void) {
    return html`<button aria-label=${label} title=${label} data-action=${action} @click=${act}>
      <conv-icon name=${icon}></conv-icon>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-windows-bar': ConvWindowsBar;
  }
}
