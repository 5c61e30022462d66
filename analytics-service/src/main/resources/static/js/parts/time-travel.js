import { h, icon } from '../dom.js';

const DAY = 24 * 3_600_000;

/**
 * "Xem lại lúc…": asks for a moment in the past, by date and time or by one of the usual ones.
 * @param {import('./context.js').Context} context
 * @param {(moment: string) => void} choose local time of the campaign, to the minute
 */
export function timeTravel({ copy, format, campaign, time }, choose) {
  const starts = campaign.data.starts;
  const date = h('input', { type: 'date', required: true, min: starts, id: 'past-date' });
  const hour = h('input', { type: 'time', required: true, id: 'past-time' });
  const wrong = h('p', { class: 'form-error', role: 'alert' });
  const quick = h('div', { class: 'quick' });
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'past-title' },
    h('form', { method: 'dialog', onsubmit: submit },
      h('h2', { id: 'past-title' }, copy.text('asof.title')),
      h('p', {}, copy.text('asof.desc')),
      quick,
      h('p', { class: 'field' }, h('label', { for: 'past-date' }, copy.text('asof.date')), date),
      h('p', { class: 'field' }, h('label', { for: 'past-time' }, copy.text('asof.time')), hour),
      wrong,
      h('p', { class: 'dialog-end' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, copy.text('asof.cancel')),
        h('button', { type: 'submit', class: 'button' }, copy.text('asof.apply')))));
  const open = h('button', { type: 'button', class: 'button past-open', 'aria-keyshortcuts': 'T', onclick: ask }, icon('clock'), copy.text('bar.asof'));
  return h('div', { class: 'past' }, open, dialog);

  function ask() {
    const now = time.now();
    fill(local(now));
    wrong.textContent = '';
    date.max = local(now).slice(0, 10);
    const ended = campaign.data.phases.filter(({ to }) => to && to < date.max);
    quick.replaceChildren(...[
      { words: copy.text('asof.q1'), moment: local(new Date(now.getTime() - DAY)) },
      { words: copy.text('asof.q2'), moment: local(new Date(now.getTime() - 7 * DAY)) },
      ...ended.map(({ name, to }) => ({ words: copy.text('asof.q3', { phase: name[copy.language] }), moment: `${to}T23:59` })),
    ].filter(({ moment }) => moment.slice(0, 10) >= starts)
      .map(({ words, moment }) => h('button', { type: 'button', class: 'button', onclick: () => fill(moment) }, words)));
    dialog.showModal();
  }

  /** @param {string} moment */
  function fill(moment) {
    date.value = moment.slice(0, 10);
    hour.value = moment.slice(11, 16);
  }

  /** @param {SubmitEvent} event */
  function submit(event) {
    const moment = `${date.value}T${hour.value}`;
    if (date.value < starts) wrong.textContent = copy.text('asof.before', { date: format.date(new Date(`${starts}T12:00:00Z`)) });
    else if (moment >= local(time.now())) wrong.textContent = copy.text('asof.future');
    else return choose(moment);
    event.preventDefault();
  }

  /** @param {Date} moment */
  function local(moment) {
    return `${format.isoDays.format(moment)}T${format.time(moment)}`;
  }
}
