// Runs inside the page under test: what a test asks of it.
window.probe = {
  /** The shape of a character as the page's own font draws it. */
  async shape(character) {
    const { fontFamily } = getComputedStyle(document.body);
    await document.fonts.load(`40px ${fontFamily}`, character);
    const canvas = document.createElement('canvas');
    canvas.width = 48;
    canvas.height = 48;
    const brush = canvas.getContext('2d');
    brush.font = `40px ${fontFamily}`;
    brush.fillText(character, 4, 40);
    const { data } = brush.getImageData(0, 0, 48, 48);
    return Array.from({ length: data.length / 4 }, (_, index) => (data[index * 4 + 3] > 99 ? '#' : ' ')).join(
      '',
    );
  },

  /** Whatever one can use and does not say what it is. */
  nameless() {
    const wordsOf = (node) =>
      `${node.getAttribute('aria-label') || ''}${node.textContent}${Array.from(node.querySelectorAll('img'), (image) => image.alt).join('')}`;
    const named = (node) => [node, ...(node.labels || [])].some((one) => wordsOf(one).trim() !== '');
    return Array.from(
      document.querySelectorAll('button, a, input:not([type=hidden]), textarea, progress, summary'),
    )
      .filter((node) => node.getAttribute('aria-hidden') !== 'true' && !named(node))
      .map((node) => node.outerHTML.slice(0, 120));
  },

  /** How far the page reaches beyond the window, px. */
  sideways() {
    return document.documentElement.scrollWidth - window.innerWidth;
  },

  /** Enter as an input method sends it, to choose a word; the second is how older browsers say so. */
  chooseWord(field) {
    for (const how of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how });
      field.dispatchEvent(event);
    }
  },
};
