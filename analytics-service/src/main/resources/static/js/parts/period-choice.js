import { h } from '../dom.js';
import { daysAsked } from '../period.js';

const OWN = 'own';

/**
 * "Giai đoạn": all of the campaign, one of its phases, or days of one's own.
 * @param {import('./context.js').Context} context
 * @param {(asked: string) => void} choose
 */
export function periodChoice({ copy, format, campaign, period, time }, choose) {
  const { starts, ends, phases } = campaign.data;
  const between = (/** @type {string} */ d1, /** @type {string} */ d2) => copy.text('bar.period.days', { d1: format.day(d1), d2: format.day(d2) });
  const option = (/** @type {string} */ value, /** @type {string} */ words, disabled = false) =>
    h('option', { value, disabled, selected: value === period.asked }, words);
  const ownDays = period.from && period.to && !period.phase ? [option(period.asked, between(period.from, period.to))] : [];
  const select = h('select', { class: 'select', id: 'period', onchange: chosen },
    option('', copy.text('bar.period.all', { d1: format.day(starts), d2: format.day(ends) })),
    // One that has not begun has no figures; one without dates cannot have any.
    ...phases.map(({ code, name, from, to }) => option(code,
      from && to ? `${name[copy.language]} ${between(from, to)}` : name[copy.language],
      !from || !to || from > format.isoDays.format(time.now()))),
    ...ownDays,
    option(OWN, copy.text('bar.period.own')));

  const first = h('input', { type: 'date', required: true, min: starts, max: ends, id: 'period-from' });
  const last = h('input', { type: 'date', required: true, min: starts, max: ends, id: 'period-to' });
  const wrong = h('p', { class: 'form-error', role: 'alert' });
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'period-title', onclose: () => (select.value = period.asked) },
    h('form', { method: 'dialog', onsubmit: submit },
      h('h2', { id: 'period-title' }, copy.text('period.title')),
      h('p', {}, copy.text('period.desc')),
      h('p', { class: 'field' }, h('label', { for: 'period-from' }, copy.text('period.from')), first),
      h('p', { class: 'field' }, h('label', { for: 'period-to' }, copy.text('period.to')), last),
      wrong,
      h('p', { class: 'dialog-end' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, copy.text('asof.cancel')),
        h('button', { type: 'submit', class: 'button' }, copy.text('period.apply')))));
  return h('div', { class: 'period' }, h('label', { for: 'period', class: 'spoken' }, copy.text('bar.period')), select, dialog);

  function chosen() {
    if (select.value !== OWN) return choose(select.value);
    const today = format.isoDays.format(time.now());
    first.value = period.from ?? starts;
    last.value = period.to ?? (today < ends ? today : ends);
    wrong.textContent = '';
    dialog.showModal();
  }

  /** @param {SubmitEvent} event */
  function submit(event) {
    if (last.value >= first.value) return choose(daysAsked(first.value, last.value));
    wrong.textContent = copy.text('period.wrong');
    event.preventDefault();
  }
}
