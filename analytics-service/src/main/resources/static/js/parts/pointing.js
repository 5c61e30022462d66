/**
 * Marks what shows the same unit elsewhere while it is pointed at or has the focus.
 * @param {Element} element in which units are shown
 * @param {string} elsewhere selects where else they are
 */
export function pointing(element, elsewhere) {
  for (const begin of ['pointerover', 'focusin']) element.addEventListener(begin, point);
  for (const end of ['pointerout', 'focusout']) element.addEventListener(end, unpoint);

  /** @param {Event} event */
  function point(event) {
    unpoint();
    const unit = event.target instanceof Element && event.target.closest('[data-unit]')?.getAttribute('data-unit');
    if (!unit) return;
    for (const twin of document.querySelectorAll(`${elsewhere} [data-unit="${unit}"]`)) twin.classList.add('pointed');
  }

  function unpoint() {
    for (const twin of document.querySelectorAll(`${elsewhere} .pointed`)) twin.classList.remove('pointed');
  }
}
