import { LitElement, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import type { Actions } from '../actions.js';
import type { Outcome } from '../state/outcome.js';
import { matrixName } from '../state/readout.js';
import { POINT_EVENT, VALUE_EVENT } from '../state/scene.js';
import type { PointDetail, Scene, ValueDetail } from '../state/scene.js';
import type { Store, View } from '../state/store.js';
import { elementWord } from '../state/verdict.js';
import { say } from '../strings.js';
import { appStyles } from './appStyles.js';
import './bar.js';
import './equal.js';
import './header.js';
import './readout.js';
import { shared } from './shared.js';
import './state.js';

/** The whole view: header, the three pictures with the equality beside them, and the read-out; or a state's message. */
@customElement('conv-app')
export class ConvApp extends LitElement {
  @property({ attribute: false }) store: Store | null = null;
  @property({ attribute: false }) actions: Actions | null = null;
  @state() private view: View | null = null;
  private unsubscribe: (() => void) | null = null;

  static override readonly styles = [shared, appStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen();
    this.addEventListener(POINT_EVENT, this.onPoint);
    this.addEventListener(VALUE_EVENT, this.onValue);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe?.();
    this.unsubscribe = null;
    this.removeEventListener(POINT_EVENT, this.onPoint);
    this.removeEventListener(VALUE_EVENT, this.onValue);
  }

  /** The page has the element before the script gives it a store. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('store')) this.listen();
  }

  private listen(): void {
    this.unsubscribe?.();
    this.unsubscribe = this.store?.subscribe(view => (this.view = view)) ?? null;
  }

  override render() {
    const { view } = this;
    if (!view) return nothing;
    const { outcome, model, notice } = view;
    const header = 'header' in outcome ? outcome.header : null;
    return html`${
      header
        ? html`<conv-header
            .header=${header}
            .pinned=${model.snapshot?.pinned ?? false}
            .notice=${notice}
            .impossible=${outcome.kind === 'impossible'}
            .actions=${this.actions}
          ></conv-header>`
        : nothing
    }
    ${
      outcome.kind === 'drawn'
        ? this.pictures(view, outcome)
        : html`<main @conv-tried=${this.onTried}>
            <conv-state .outcome=${outcome} .actions=${this.actions}></conv-state>
          </main>`
    }`;
  }

  private pictures(view: View, { scene, header }: Extract<Outcome, { kind: 'drawn' }>) {
    const flat = scene.spec.spatialRank === 1;
    const equal = html`<section aria-labelledby="equal">
      <div class="heading"><h2 id="equal">${say('equal')}</h2></div>
      <conv-equal .scene=${scene}></conv-equal>
    </section>`;
    const classes = { pictures: true, faded: header.incomplete };
    return html`<main class=${classMap(classes)} @keydown=${this.onKey}>
        <div class="column">${this.windows(view, scene)}${this.overlap(view, scene)}${flat ? equal : nothing}</div>
        <div class="column">${this.matrix(view, scene, header.blocks)}${flat ? nothing : equal}</div>
      </main>
      <conv-readout
        .scene=${scene}
        .pointed=${view.pointed}
        .passing=${view.model.hovered !== undefined}
      ></conv-readout>`;
  }

  private windows({ model, pointed, playing }: View, scene: Scene) {
    return html`<section aria-labelledby="windows">
      <div class="heading">
        <h2 id="windows">${say('windows')}</h2>
        <conv-windows-bar
          .scene=${scene}
          .model=${model}
          .playing=${playing}
          .actions=${this.actions}
        ></conv-windows-bar>
      </div>
      <conv-windows .scene=${scene} .pointed=${pointed}></conv-windows>
    </section>`;
  }

  private overlap({ pointed }: View, scene: Scene) {
    const { transposed, spatialRank } = scene.spec;
    const what = transposed ? say('overlapOutputs', elementWord(spatialRank)) : say('overlapInputs');
    return html`<section aria-labelledby="overlap">
      <div class="heading">
        <h2 id="overlap">${say('overlap')}</h2>
        <span class="muted">${what}</span>
      </div>
      <conv-overlap .scene=${scene} .pointed=${pointed}></conv-overlap>
    </section>`;
  }

  private matrix({ pointed, model }: View, scene: Scene, blocks: number | null) {
    const { kind, groups } = scene.params;
    const entries = scene.taps.reduce((product, taps) => product * taps.input.length, 1);
    const all = scene.x.length * scene.y.length;
    const note =
      kind === 'depthwise'
        ? say('depthwiseNote')
        : kind === 'separable'
          ? say('separableNote')
          : groups > 1
            ? say('groupsNote', groups)
            : null;
    const block =
      blocks === 1
        ? say('matrixEntries', entries, all)
        : blocks === null
          ? say('matrixBlocksUnknown')
          : say('matrixBlocks', blocks);
    return html`<section aria-labelledby="matrix">
      <div class="heading">
        <h2 id="matrix">${say('matrix')}</h2>
        <span class="muted">y = ${matrixName(scene)} · x</span>
        <span class="muted">${block}${note ? html`; ${note}` : nothing}</span>
        <span class="space"></span>
        <label
          >${say('colour')}
          <select aria-label=${say('colourLabel')} @change=${this.onColour}>
            <option value="index" .selected=${live(model.colourBy === 'index')}>${say('byIndex')}</option>
            <option value="value" .selected=${live(model.colourBy === 'value')}>${say('byValue')}</option>
          </select></label
        >
      </div>
      <conv-matrix .scene=${scene} .pointed=${pointed} .colourBy=${model.colourBy}></conv-matrix>
    </section>`;
  }

  private readonly onPoint = (event: Event) => {
    this.actions?.point((event as CustomEvent<PointDetail>).detail);
  };

  private readonly onValue = (event: Event) => {
    this.actions?.setValue((event as CustomEvent<ValueDetail>).detail);
  };

  private readonly onTried = () => {
    void this.renderRoot.querySelector('conv-header')?.keepFocus();
  };

  private readonly onColour = (event: Event) => {
    this.actions?.setColourBy((event.target as HTMLSelectElement).value === 'value' ? 'value' : 'index');
  };

  /** Space on a picture plays; on a button, menu or box it is theirs. */
  private readonly onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ' || event.defaultPrevented) return;
    const path = event.composedPath().filter(target => target instanceof Element);
    if (path.some(element => ['BUTTON', 'SELECT', 'INPUT'].includes(element.tagName))) return;
    if (!path.some(element => ['CONV-WINDOWS', 'CONV-MATRIX', 'CONV-OVERLAP'].includes(element.tagName))) return;
    event.preventDefault();
    this.actions?.togglePlay();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'conv-app': ConvApp;
  }
}
