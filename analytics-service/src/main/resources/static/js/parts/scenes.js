import { h, setText } from '../dom.js';

const ALL_SCENES = ['tv.scene1', 'tv.scene2', 'tv.scene3', 'tv.scene4'];
/** The last one shows what comes in: nothing does while the screen looks back. */
const PAST_SCENES = ALL_SCENES.slice(0, -1);
const USUAL_SECONDS = 20;
const LEAST = 10;
const MOST = 120;
const HELD_BY_A_TOUCH = 60_000;

/**
 * On a wall screen: one scene after the other, each as long as the address says (`seconds`), and the bar below that tells which comes next.
 * Space holds, arrows change, Esc leaves; any other touch holds for a minute. While nobody touches it, the bar says what the figures are
 * compared with, else which keys there are. `scene=2` in the address begins there and holds.
 *
 * @param {import('./context.js').Context} context
 * @param {HTMLElement} main shows the scene that its `data-scene` names
 */
export function scenes({ copy, format, moment }, main) {
  if (!document.documentElement.classList.contains('tv')) return { element: undefined, update() {}, leave() {} };
  const shown = moment ? PAST_SCENES : ALL_SCENES;
  const query = new URLSearchParams(location.search);
  const seconds = Math.min(MOST, Math.max(LEAST, Number(query.get('seconds')) || USUAL_SECONDS));
  const asked = Number(query.get('scene'));
  let scene = asked >= 1 && asked <= shown.length ? asked - 1 : 0;
  let held = asked >= 1;
  let touchedUntil = 0;
  let left = seconds;

  const bars = shown.map(() => h('i', {}, h('b')));
  const name = h('b', { class: 'scene-name' });
  const next = h('span');
  const hint = h('span', { class: 'scene-keys' });
  let compared = '';
  const element = h('aside', { class: 'scenes', 'aria-label': copy.text('bar.tv') },
    h('span', { class: 'scene-bars', 'aria-hidden': 'true' }, ...bars), name, next,
    hint);
  const timer = setInterval(turn, 1000);
  addEventListener('keydown', key);
  addEventListener('pointerdown', touch);
  show();
  return {
    element,
    /** @param {import('./context.js').FilledBoard} board */
    update({ overview }) {
      if (overview) compared = copy.text('kpi.vs.short', { time: overview.until });
    },
    leave() {
      clearInterval(timer);
      removeEventListener('keydown', key);
      removeEventListener('pointerdown', touch);
    },
  };

  function turn() {
    if (held || performance.now() < touchedUntil) return show();
    left -= 1;
    if (left <= 0) go(1);
    else show();
  }

  /** @param {number} by */
  function go(by) {
    scene = (scene + by + shown.length) % shown.length;
    left = seconds;
    show();
  }

  function show() {
    main.dataset.scene = String(scene + 1);
    bars.forEach((bar, i) => {
      const done = i !== scene ? Number(i < scene) : held ? 1 : 1 - left / seconds;
      /** @type {HTMLElement} */ (bar.firstElementChild).style.width = `${(done * 100).toFixed(1)}%`;
    });
    setText(name, copy.text(shown[scene]));
    const following = copy.text(shown[(scene + 1) % shown.length]);
    const touched = held || performance.now() < touchedUntil;
    setText(hint, touched ? copy.text('tv.keys') : compared);
    setText(next, touched
      ? copy.text('tv.hold')
      : copy.text('tv.next', { scene: following.toLowerCase(), s: format.count(left) }));
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.key === ' ') held = !held;
    else if (event.key === 'ArrowRight') return go(1);
    else if (event.key === 'ArrowLeft') return go(-1);
    else if (event.key === 'Escape') {
      query.delete('tv');
      query.delete('scene');
      location.search = String(query);
    } else return touch();
    event.preventDefault();
    show();
  }

  function touch() {
    touchedUntil = performance.now() + HELD_BY_A_TOUCH;
  }
}
