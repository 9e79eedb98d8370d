// Follows what happens: when something has changed, the page fetches itself anew and shows what is different, unless
// somebody is just writing.
(() => {
  const main = document.querySelector('main[data-live]');
  if (!main || !window.EventSource) return;
  const SETTLE_MS = 300;
  let timer = 0;
  let fetching = false;

  const isBusy = () =>
    main.contains(document.activeElement) &&
    /^(?:TEXTAREA|INPUT|SELECT)$/.test(document.activeElement.tagName);
  const isWritten = () => [...main.querySelectorAll('textarea')].some(({ value }) => value.trim() !== '');

  async function renew() {
    if (fetching || isBusy() || isWritten()) return;
    fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (answer.status === 401) location.reload();
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.querySelector('main[data-live]');
      if (fresh && !isBusy() && !isWritten()) main.replaceChildren(...fresh.childNodes);
    } catch {
      // The line is gone; the stream comes again by itself.
    } finally {
      fetching = false;
    }
  }

  let source = null;
  const listen = () => {
    if (source) source.close();
    source = null;
    if (document.visibilityState !== 'visible') return;
    source = new EventSource(main.dataset.live);
    source.addEventListener('change', () => {
      clearTimeout(timer);
      timer = setTimeout(renew, SETTLE_MS);
    });
  };
  document.addEventListener('visibilitychange', () => {
    listen();
    if (document.visibilityState === 'visible') renew();
  });
  listen();
})();
