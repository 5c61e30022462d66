import { h, setText } from '../dom.js';
import { correctReport, readReport, whyNot } from '../reports.js';

/** @typedef {import('./context.js').Context} Context */

/**
 * @typedef {object} Field
 * @property {string} name as the service calls it, dotted where nested
 * @property {'count' | 'time' | 'services' | 'topics'} of what it is made
 * @property {number} [least]
 * @property {boolean} [optional] it may be left empty where it was not counted
 */

/** What a correction cannot say: the service knows it, or the report keeps it. */
const KEPT = ['id', 'recordedAt', 'client', 'clientReference', 'version', 'retraction', 'warnings'];

/** @type {Record<string, Field[]>} by the type of the activity */
const FIELDS = {
  'citizen-assisted': [
    { name: 'service', of: 'services' },
    { name: 'citizens', of: 'count', least: 1 },
    { name: 'assistedAt', of: 'time' },
  ],
  'class-held': [
    { name: 'topic', of: 'topics' },
    { name: 'learners.total', of: 'count', least: 0 },
    { name: 'learners.members', of: 'count', least: 0, optional: true },
    { name: 'learners.female', of: 'count', least: 0, optional: true },
    { name: 'learners.over60', of: 'count', least: 0, optional: true },
    { name: 'startedAt', of: 'time' },
  ],
};

/**
 * Corrects a report: shows what its service holds, and sends it back whole with what was changed. If somebody else was
 * faster, it shows what they wrote.
 * @param {Context} context
 * @param {import('../figure-list.js').Item} item
 * @param {(what: string) => void} done with what it says now
 * @param {() => void} leave
 */
export async function correctForm(context, item, done, leave) {
  const { copy } = context;
  const first = await readReport(item);
  let seen = first;
  const failure = h('p', { class: 'failure', role: 'alert' });
  const cancel = h('button', { type: 'button', class: 'button', onclick: leave }, copy.text('edit.cancel'));
  if (first.status !== 200) {
    setText(failure, whyNot(copy, first));
    return h('form', {}, failure, h('p', { class: 'buttons' }, cancel));
  }
  const fields = FIELDS[item.type].map((field) => formField(context, item.id, field));
  const go = h('button', { type: 'submit', class: 'button' }, copy.text('edit.correct.go'));
  fill();
  return h('form', { novalidate: true, 'aria-label': copy.text('edit.correct'), onsubmit: send },
    h('div', { class: 'fields' }, ...fields.map(({ element }) => element)),
    failure,
    h('p', { class: 'buttons' }, go, cancel));

  function fill() {
    for (const field of fields) field.show(valueAt(seen.body, field.name));
  }

  /** @param {Event} event */
  async function send(event) {
    event.preventDefault();
    setText(failure, '');
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) {
      wrong[0].input.focus();
      return;
    }
    const report = structuredClone(seen.body);
    for (const name of KEPT) delete report[name];
    for (const field of fields) setValueAt(report, field.name, field.value());
    go.disabled = true;
    const answer = await correctReport(item, report, seen.tag ?? '');
    go.disabled = false;
    if (answer.status === 200) done(fields.slice(0, 2).map((field) => field.says()).join(' · '));
    else await refused(answer);
  }

  /** @param {import('../reports.js').Answer} answer */
  async function refused(answer) {
    /** @type {import('../reports.js').Violation[]} */
    const violations = answer.status === 400 ? answer.body?.errors ?? [] : [];
    if (answer.status === 412) {
      const now = await readReport(item);
      if (now.status !== 200) return setText(failure, whyNot(copy, now));
      seen = now;
      fill();
    }
    const others = violations.filter(({ field, reason }) => {
      const named = fields.find(({ name }) => name === field);
      named?.refuse(badness(copy, reason));
      return !named;
    });
    const words = violations.length ? [copy.text('edit.invalid'), ...others.map(({ reason }) => badness(copy, reason))] : [whyNot(copy, answer)];
    setText(failure, words.join(' '));
  }
}

/** @param {import('../copy.js').Copy} copy @param {string} reason */
function badness(copy, reason) {
  const key = `edit.bad.${reason}`;
  return copy.text(key in copy.strings ? key : 'edit.bad');
}

/**
 * @param {Context} context
 * @param {string} report its id
 * @param {Field} field
 */
function formField({ copy, format, campaign, time }, report, { name, of, least, optional }) {
  const id = `${report}-${name}`;
  const { timeZone } = campaign.data;
  const failure = h('small', { id: `${id}-failure`, class: 'failure', role: 'alert' });
  const common = { id, name, required: !optional, 'aria-describedby': `${id}-failure`, oninput: () => refuse('') };
  const input = of === 'count' ? h('input', { ...common, type: 'number', min: least, step: 1, inputmode: 'numeric' })
    : of === 'time' ? h('input', { ...common, type: 'datetime-local', max: localTime(time.now(), timeZone) })
      : h('select', common, ...campaign.data[of].map((term) => h('option', { value: term.code }, term.name[copy.language])));
  /** @type {any} as it was shown */
  let shown;
  return {
    name,
    input,
    element: h('p', { class: 'field' }, h('label', { for: id }, copy.text(`edit.field.${name}`)), input, failure),
    refuse,
    /** @param {any} value */
    show(value) {
      shown = value;
      input.value = of === 'time' ? localTime(new Date(value), timeZone) : String(value ?? '');
      refuse('');
    },
    /** What cannot be meant is told before it is sent. */
    check() {
      const empty = input.value === '' && !optional;
      const odd = of === 'count' && input.value !== '' && !(Number.isSafeInteger(Number(input.value)) && Number(input.value) >= (least ?? 0));
      if (empty || odd) refuse(copy.text(empty ? 'edit.bad.blank' : 'edit.bad.out-of-range'));
      return !empty && !odd;
    },
    /** A time that was not touched keeps its seconds. */
    value() {
      if (of === 'time') return input.value === localTime(new Date(shown), timeZone) ? shown : withOffset(input.value, timeZone);
      if (of === 'count') return input.value === '' ? undefined : Number(input.value);
      return input.value;
    },
    says() {
      if (of === 'count') return format.count(Number(input.value)) + ` ${copy.unit('unit.count', Number(input.value))}`;
      return input instanceof HTMLSelectElement ? input.selectedOptions[0]?.text ?? '' : input.value;
    },
  };

  /** @param {string} words */
  function refuse(words) {
    setText(failure, words);
    input.setAttribute('aria-invalid', String(words !== ''));
  }
}

/** @param {any} object @param {string} path */
function valueAt(object, path) {
  return path.split('.').reduce((at, name) => at?.[name], object);
}

/** @param {any} object @param {string} path @param {unknown} value undefined takes it away */
function setValueAt(object, path, value) {
  const names = path.split('.');
  const last = /** @type {string} */ (names.pop());
  const at = names.reduce((within, name) => within[name], object);
  if (value === undefined) delete at[last];
  else at[last] = value;
}

/** "2025-03-25T09:00" there. @param {Date} moment @param {string} timeZone */
function localTime(moment, timeZone) {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(moment);
  return parts.replace(' ', 'T');
}

/** "2025-03-25T09:00:00+07:00" @param {string} local @param {string} timeZone */
function withOffset(local, timeZone) {
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(`${local}:00Z`))
    .find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '');
  return `${local}:00${zone || 'Z'}`;
}
