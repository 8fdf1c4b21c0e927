import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Actions } from '../actions.js';
import { axisLetters } from '../state/header.js';
import type { Header } from '../state/outcome.js';
import { parseNumbers } from '../state/parseField.js';
import { formatSizes, say } from '../strings.js';
import { shared } from './shared.js';
import { stateStyles } from './stateStyles.js';

/** Sizes that people often have, by spatial rank (sound, images, volumes), the one to begin with last. */
const USUAL: Readonly<Record<number, readonly number[]>> = {
  1: [64, 1024, 16000, 256],
  2: [28, 32, 64, 224],
  3: [8, 32, 64, 16],
};

/** What goes into a transposed layer is what stands in the middle of a network: small. */
const USUAL_TRANSPOSED: Readonly<Record<number, readonly number[]>> = {
  1: [8, 16, 64, 32],
  2: [4, 16, 32, 8],
  3: [2, 8, 16, 4],
};

/** One field and four usual sizes for an input that the code does not give. */
@customElement('conv-ask-size')
export class ConvAskSize extends LitElement {
  @property({ attribute: false }) header: Header | null = null;
  @property({ attribute: false }) actions: Actions | null = null;
  @state() private message: string | null = null;
  @query('input') private box!: HTMLInputElement;

  static override readonly styles = [shared, stateStyles];

  override render() {
    const { header } = this;
    if (!header) return nothing;
    const rank = header.input.length;
    const letters = axisLetters(rank).join(' × ');
    const reasons = header.subject.unknown.filter(({ name }) => name === 'input').map(({ why }) => why);
    const { kind } = header.subject.known;
    const usual = (kind === 'transposed' ? USUAL_TRANSPOSED : USUAL)[rank] ?? [];
    const sorted = [...usual].sort((a, b) => a - b);
    const all = (size: number) => header.input.map(known => known ?? size);
    return html`<form class="form" @submit=${(event: Event) => this.submit(event, rank)}>
      <p>${header.shapes.output ? say('sizeText', axisLetters(rank).join(', ')) : say('sizeTextNoShape')}</p>
      ${reasons.map(why => html`<p class="muted">${why}</p>`)}
      <div class="row">
        <label
          >${letters}
          <input
            name="size"
            value=${formatSizes(all(usual.at(-1) ?? 1).map(String))}
            spellcheck="false"
            autocomplete="off"
            aria-invalid=${this.message !== null}
        /></label>
        <button class="primary" type="submit">${say('sizeDraw')}</button>
        ${this.message === null ? nothing : html`<span class="error" role="alert">${this.message}</span>`}
      </div>
      <div class="row">
        <span>${say('sizeUsual')}</span>
        ${sorted.map(
          size =>
            html`<button
              class="secondary"
              type="button"
              data-size=${size}
              @click=${() => this.actions?.setInput(all(size))}
            >
              ${formatSizes(all(size).map(String))}
            </button>`,
        )}
      </div>
      <p class="muted">${say('sizeKept')}</p>
    </form>`;
  }

  private submit(event: Event, rank: number): void {
    event.preventDefault();
    const numbers = parseNumbers(this.box.value);
    const first = numbers?.[0];
    const sizes = numbers?.length === 1 && first !== undefined ? Array.from({ length: rank }, () => first) : numbers;
    if (sizes?.length !== rank || !sizes.every(size => Number.isSafeInteger(size) && size >= 1)) {
      this.message = say('sizeWrong', rank === 1 ? say('sizeWrongOne') : say('sizeWrongMany', rank));
      return;
    }
    this.message = null;
    this.actions?.setInput(sizes);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-ask-size': ConvAskSize;
  }
}
