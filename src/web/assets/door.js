// Finding somebody by typing. Without scripts the form asks the server.
(() => {
  const find = document.querySelector('.find');
  const sections = Array.from(document.querySelectorAll('.section'));
  const none = document.querySelector('.none');

  function search() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const section of sections) {
      let here = 0;
      for (const item of section.querySelectorAll('[data-find]')) {
        item.hidden = !words.every((word) => item.dataset.find.includes(word));
        if (!item.hidden) here += 1;
      }
      section.hidden = here === 0;
      found += here;
    }
    none.hidden = found > 0;
  }

  find.form.addEventListener('submit', (event) => event.preventDefault());
  find.addEventListener('input', search);
  window.addEventListener('pageshow', search);
})();
