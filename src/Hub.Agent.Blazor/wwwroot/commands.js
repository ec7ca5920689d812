// The way into the command bar. What is typed before the bar is there belongs to it, not to the page behind.
const patience = 10_000;
const control = new Set(['Backspace', 'Enter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown']);

// ask: has the server open the bar; false when it cannot be reached.
export function commandBar(ask) {
  let before = null;
  let opening = null;
  const bar = () => document.querySelector('.command-bar input');

  function end() {
    opening?.arrival.disconnect();
    clearTimeout(opening?.limit);
    opening = null;
  }

  function hand() {
    const input = bar();
    if (!input) { return; }
    const { text, last } = opening;
    end();
    input.focus();
    if (text) {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (last) {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: last, bubbles: true, cancelable: true }));
    }
  }

  return {
    async open() {
      if (opening || bar()) { return; }
      before = document.activeElement;
      const mine = { text: '', last: null, arrival: new MutationObserver(hand), limit: setTimeout(end, patience) };
      opening = mine;
      mine.arrival.observe(document.body, { childList: true, subtree: true });
      if (!await ask() && opening === mine) { end(); }
    },

    // Whether the key was meant for the bar that is about to be there.
    takes(event) {
      if (!opening || event.ctrlKey || event.metaKey || event.altKey || (event.key.length > 1 && !control.has(event.key))) { return false; }
      event.preventDefault();
      if (opening.last) { return true; }
      if (event.key.length === 1) {
        opening.text += event.key;
      } else if (event.key === 'Backspace') {
        opening.text = opening.text.slice(0, -1);
      } else if (event.key === 'Enter' || event.key === 'Escape') {
        opening.last = event.key;
      }
      return true;
    },

    back() { before?.focus?.(); },
    dispose: end,
  };
}
