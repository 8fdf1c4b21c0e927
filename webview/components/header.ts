import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Actions } from '../actions.js';
import { changeText } from '../state/header.js';
import type { Header } from '../state/outcome.js';
import { say } from '../strings.js';
import './field.js';
import './icon.js';
import './inputSize.js';
import { headerStyles } from './headerStyles.js';
import { shared } from './shared.js';

/** How many other runs of the same layer are written out. */
const RUNS = 3;

/** A verdict's icon, always beside its word. Uneven gradients of a convolution are usual: they get no warning. */
const VERDICT_LOOK = {
  even: { icon: 'pass', style: 'passed' },
  uneven: { icon: 'warning', style: 'warning' },
  gradient: { icon: 'info', style: 'muted' },
} as const;

/** The call with a box in place of every parameter, what it makes of its input, and the verdict. */
@customElement('conv-header')
export class ConvHeader extends LitElement {
  @property({ attribute: false }) header: Header | null = null;
  @property({ type: Boolean }) pinned = false;
  @property({ attribute: false }) notice: string | null = null;
  /** The layer has no output: the shape says so. */
  @property({ type: Boolean }) impossible = false;
  @property({ attribute: false }) actions: Actions | null = null;

  static override readonly styles = [shared, headerStyles];

  override render() {
    const { header } = this;
    if (!header) return nothing;
    return html`<header>
      <div class="first">${keyed(header.subject.key, this.call(header))}${this.tools(header)}</div>
      <div class="second">${this.shape(header)}${this.verdict(header)}${this.cost(header)}</div>
      ${this.remarks(header)}
    </header>`;
  }

  /** Boxes of another call are other boxes: what was half typed into one call's must not show in the next one's. */
  private call({ subject, fields, input, inputWas, changed, applicable }: Header) {
    const rank = input.length;
    const written = fields.filter(field => field.written);
    const left = fields.filter(field => !field.written);
    const inputFault = fields.some(field => field.fault) ? false : this.impossible;
    return html`<div class="call" role="group" aria-label=${subject.callee}>
      <span class="callee">${subject.callee}(</span>
      ${written.map(
        (field, index) =>
          html`<conv-field .field=${field} .rank=${rank} .actions=${this.actions}
            >${index < written.length - 1 ? ',' : ')'}</conv-field
          >`,
      )}${written.length === 0 ? html`<span>)</span>` : nothing}
      <conv-input-size .sizes=${input} .was=${inputWas} .fault=${inputFault} .actions=${this.actions}></conv-input-size>
      ${left.map(field => html`<conv-field .field=${field} .rank=${rank} .actions=${this.actions}></conv-field>`)}
      ${changed ? this.changes(applicable && !subject.lesson) : nothing}
      ${this.notice === null ? nothing : html`<span class="notice" role="status">${this.notice}</span>`}
    </div>`;
  }

  private changes(applicable: boolean) {
    return html`<span class="changes">
      <button
        class="link"
        data-action="reset"
        title=${say('resetHint')}
        @click=${() => {
          this.actions?.reset();
          void this.keepFocus();
        }}
      >
        <conv-icon name="discard"></conv-icon>${say('reset')}
      </button>
      ${
        applicable
          ? html`<button
              class="link"
              data-action="apply"
              title=${say('applyHint')}
              @click=${() => void this.actions?.apply()}
            >
              <conv-icon name="code"></conv-icon>${say('apply')}
            </button>`
          : nothing
      }
    </span>`;
  }

  /** A button that its own press takes away must not take the keyboard's place with it: the next one near gets it. */
  async keepFocus(): Promise<void> {
    await new Promise(resolve => requestAnimationFrame(resolve));
    await this.updateComplete;
    if (this.shadowRoot?.activeElement) return;
    const next = this.renderRoot.querySelector<HTMLElement>('[data-action=reset]');
    (next ?? this.renderRoot.querySelector('conv-field'))?.focus();
  }

  private tools({ subject }: Header) {
    const { call } = subject;
    const { pinned } = this;
    return html`<div class="tools">
      ${
        call
          ? html`<button class="where" title=${say('goToCode')} @click=${() => this.actions?.reveal()}>
                ${call.document.name}:${call.line}
              </button>
              <button
                title=${say('openLesson')}
                aria-label=${say('openLesson')}
                data-action="lesson"
                @click=${() => this.actions?.openLesson()}
              >
                <conv-icon name="mortar-board"></conv-icon>
              </button>`
          : html`<span class="where lesson">${say('lesson')}</span>`
      }
      <button
        class="pin"
        aria-pressed=${pinned}
        data-action="pin"
        title=${say(pinned ? 'pinnedHint' : 'followsHint')}
        @click=${() => this.actions?.setPinned(!pinned)}
      >
        <conv-icon name=${pinned ? 'pinned' : 'target'}></conv-icon>${say(pinned ? 'pinned' : 'follows')}
      </button>
    </div>`;
  }

  private shape({ shapes, subject, inputRemembered, changed }: Header) {
    const { input, output, formulas } = shapes;
    const certainty = subject.call?.certainty ?? 'certain';
    const remark = inputRemembered
      ? say('certaintyRemembered')
      : certainty === 'certain' || changed
        ? null
        : certainty === 'possible'
          ? say('certaintyPossible')
          : subject.call?.assumption === undefined
            ? say('certaintyAssumed')
            : say('certaintyAssumedOn', subject.call.assumption);
    const times = changed ? undefined : subject.call?.times;
    const tuple = (shape: readonly string[]) => `(${shape.join(', ')})`;
    return html`<span class="shape" data-shape>
        ${input ? html`<span>${tuple(input)}</span>` : nothing}<span class="arrow"> → </span>${
          output
            ? html`<span>${tuple(output)}</span>`
            : html`<span class=${this.impossible ? 'error' : 'muted'}>${this.impossible ? say('noShape') : '?'}</span>`
        }${
          input && output
            ? html`<button
                class="copy"
                data-action="copy"
                title=${say('copyShapes')}
                aria-label=${say('copyShapes')}
                @click=${() => void this.actions?.copy(`${tuple(input)} → ${tuple(output)}`)}
              >
                <conv-icon name="copy"></conv-icon>
              </button>`
            : nothing
        }
      </span>
      ${formulas.length > 0 && !this.impossible ? html`<span class="formula">${formulas.map(text => html`<span>${text}</span>`)}</span>` : nothing}
      ${times === undefined ? nothing : html`<span class="muted" data-times>${times}</span>`}
      ${remark === null ? nothing : html`<span class="muted">${remark}</span>`}`;
  }

  private verdict({ verdict, subject }: Header) {
    if (!verdict) return nothing;
    const { tone, title, text, fix } = verdict;
    const look = VERDICT_LOOK[tone];
    return html`<span class="verdict" data-verdict=${tone}>
      <conv-icon class=${look.style} name=${look.icon}></conv-icon>
      <span
        ><b class=${tone === 'uneven' ? 'warning' : ''}>${title}</b>${text}${
          fix
            ? html`${say('sentenceEnd')}${say('evenFix')}
                <button
                  class="link"
                  data-action="fix"
                  title=${say('tryIt')}
                  @click=${() => {
                    this.actions?.tryChange(fix);
                    void this.keepFocus();
                  }}
                >
                  ${changeText(subject.fields, fix.set)}
                </button>`
            : nothing
        }</span
      >
    </span>`;
  }

  private cost({ parameters, multiplyAdds, countNeeds }: Header) {
    const parts = [
      countNeeds.length > 0 ? say('parametersNeed', countNeeds.join(', ')) : null,
      parameters === null ? null : parameters === 1 ? say('parameterCountOne') : say('parameterCount', parameters),
      multiplyAdds === null ? null : say('multiplyAdds', multiplyAdds),
    ].filter(part => part !== null);
    return parts.length === 0 ? nothing : html`<span class="cost">${parts.join(' · ')}</span>`;
  }

  private remarks({ problems, incomplete, subject, changed }: Header) {
    // What the code runs says nothing about a layer that the code does not have.
    const runs = changed ? [] : (subject.call?.otherRuns ?? []);
    const shown = runs.slice(0, RUNS);
    return html`${
      incomplete
        ? html`<p class="remark" role="status"><conv-icon name="edit"></conv-icon>${say('incomplete')}</p>`
        : nothing
    }
    ${problems.map(problem => html`<p class="remark"><conv-icon class="error" name="error"></conv-icon>${problem}</p>`)}
    ${
      shown.length > 0
        ? html`<p class="remark muted">
            ${say('alsoRuns', shown.join('; '))}${runs.length > RUNS ? ` ${say('moreRuns', runs.length - RUNS)}` : ''}
          </p>`
        : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-header': ConvHeader;
  }
}
