import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import type { Actions } from '../actions.js';
import { axisNames } from '../state/header.js';
import { parseNumbers } from '../state/parseField.js';
import { formatSizes, say } from '../strings.js';
import { boxes } from './boxes.js';
import { shared } from './shared.js';

/** The input size, a box per axis: "on 8 × 8". An axis that is not known shows a question mark in a warning's frame. */
@customElement('conv-input-size')
export class ConvInputSize extends LitElement {
  @property({ attribute: false }) sizes: readonly (number | null)[] = [];
  @property({ attribute: false }) was: readonly (number | null)[] | null = null;
  @property({ type: Boolean }) fault = false;
  @property({ attribute: false }) actions: Actions | null = null;
  /** What is being typed, by axis, until every axis has a number. */
  @state() private drafts: ReadonlyMap<number, string> = new Map();
  @state() private message: string | null = null;

  static override readonly styles = [
    shared,
    boxes,
    css`
      :host {
        display: inline;
      }
    `,
  ];

  override render() {
    const { sizes, was } = this;
    const changed = was !== null;
    const unknown = sizes.some(size => size === null);
    const classes = { field: true, changed, ask: unknown, fault: this.fault, wrong: this.message !== null };
    return html`<span class=${classMap(classes)}>
      <span class="name">${say('on')} </span>${sizes.map((size, axis) => this.box(size, axis))}${
        was ? html`<span class="was">${say('was', formatSizes(was.map(size => size ?? '?')))}</span>` : nothing
      }${this.message === null ? nothing : html`<span class="message" role="alert">${this.message}</span>`}
    </span>`;
  }

  private box(size: number | null, axis: number) {
    const text = this.drafts.get(axis) ?? (size === null ? '?' : String(size));
    const word = axisNames(this.sizes.length)[axis] ?? '';
    return html`${axis > 0 ? html`<span class="times">×</span>` : nothing}<input
        .value=${live(text)}
        size=${Math.max(1, text.length)}
        spellcheck="false"
        autocomplete="off"
        inputmode="numeric"
        aria-label=${say('inputAxis', word)}
        aria-invalid=${this.fault || this.message !== null}
        data-name="input"
        data-axis=${axis}
        @focus=${(event: Event) => {
          (event.target as HTMLInputElement).select();
        }}
        @input=${(event: Event) => {
          this.drafts = new Map(this.drafts).set(axis, (event.target as HTMLInputElement).value);
        }}
        @change=${() => this.apply(axis)}
        @keydown=${(event: KeyboardEvent) => this.key(event, axis)}
      />`;
  }

  private key(event: KeyboardEvent, axis: number): void {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.apply(axis);
    } else if (event.key === 'Escape') {
      this.drafts = new Map();
      this.message = null;
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const [number] = parseNumbers((event.target as HTMLInputElement).value) ?? [];
      if (number === undefined) return;
      event.preventDefault();
      this.drafts = new Map(this.drafts).set(axis, String(number + (event.key === 'ArrowUp' ? 1 : -1)));
      this.apply(axis);
    }
  }

  /** Applies once every axis has a number; until then the typed ones wait in their boxes. */
  private apply(axis: number): void {
    const draft = this.drafts.get(axis);
    if (draft === undefined) return;
    const typed = parseNumbers(draft);
    const rank = this.sizes.length;
    if (!typed || (typed.length !== 1 && typed.length !== rank)) {
      this.message = say('oneNumber');
      return;
    }
    this.message = null;
    const all =
      typed.length === rank
        ? typed
        : this.sizes.map((size, other) => {
            const waiting = parseNumbers(this.drafts.get(other) ?? '');
            return other === axis ? typed[0] : (waiting?.[0] ?? size);
          });
    if (!all.every(size => typeof size === 'number')) return;
    this.drafts = new Map();
    this.actions?.setInput(all);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-input-size': ConvInputSize;
  }
}
