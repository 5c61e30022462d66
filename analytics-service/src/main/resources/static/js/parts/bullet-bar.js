import { h } from '../dom.js';

const USUAL = 1.25;
const STEP = 0.25;

/** How far bars of one block reach, in targets: never less than 125 %, and so far that none is cut off. @param {number[]} reached */
export function domain(reached) {
  return Math.max(USUAL, Math.ceil(Math.max(0, ...reached) / STEP) * STEP);
}

/** What has been reached, with a tick where the plan is now, and a dotted line at the target; beyond that in another colour. */
export function bulletBar() {
  const done = h('i', { class: 'bullet-done' });
  const over = h('i', { class: 'bullet-over' });
  const target = h('i', { class: 'bullet-target' });
  const plan = h('i', { class: 'bullet-plan' });
  const reference = h('i', { class: 'bullet-reference', hidden: true });
  return {
    element: h('span', { class: 'bullet', 'aria-hidden': 'true' }, h('i', { class: 'bullet-track' }, done, over), target, plan, reference),
    /**
     * @param {number} reached in targets
     * @param {number} expected what is planned until now, in targets
     * @param {number} all how far the bar reaches, in targets
     * @param {number} [other] what of theirs others have reached
     */
    show(reached, expected, all, other) {
      const place = (/** @type {number} */ share) => `${((Math.min(Math.max(share, 0), all) / all) * 100).toFixed(2)}%`;
      done.style.width = place(Math.min(reached, 1));
      over.style.left = place(1);
      over.style.width = place(Math.max(0, reached - 1));
      target.style.left = place(1);
      plan.style.left = place(expected);
      reference.hidden = other === undefined;
      if (other !== undefined) reference.style.left = place(other);
    },
  };
}
