import { h, setText } from '../dom.js';
import { retractReport, whyNot } from '../reports.js';

const LONGEST = 200;

/**
 * Takes a report back, for a reason that stays with the service that holds it.
 * @param {import('./context.js').Context} context
 * @param {import('../figure-list.js').Item} item
 * @param {() => void} done
 * @param {() => void} leave
 */
export function retractForm({ copy }, item, done, leave) {
  const id = `reason-${item.id}`;
  const reason = h('textarea', {
    id, rows: '2', required: true, maxlength: LONGEST, 'aria-describedby': `${id}-hint ${id}-failure`, oninput: () => setText(failure, ''),
  });
  const failure = h('p', { id: `${id}-failure`, class: 'failure', role: 'alert' });
  const go = h('button', { type: 'submit', class: 'button' }, copy.text('edit.retract.go'));
  return h('form', { novalidate: true, 'aria-label': copy.text('edit.retract'), onsubmit: send },
    h('label', { for: id }, copy.text('edit.retract.reason')),
    reason,
    h('p', { id: `${id}-hint`, class: 'note' }, copy.text('edit.retract.hint')),
    failure,
    h('p', { class: 'buttons' }, go, h('button', { type: 'button', class: 'button', onclick: leave }, copy.text('edit.cancel'))));

  /** @param {Event} event */
  async function send(event) {
    event.preventDefault();
    const given = reason.value.trim();
    if (!given) {
      setText(failure, copy.text('edit.bad.blank'));
      reason.focus();
      return;
    }
    go.disabled = true;
    const answer = await retractReport(item, given);
    go.disabled = false;
    if (answer.status >= 200 && answer.status < 300) done();
    else setText(failure, whyNot(copy, answer));
  }
}
