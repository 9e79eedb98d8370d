// What happens, as it happens. Only a page that somebody looks at holds a line: browsers give one site six of them.
(() => {
  const lxq = window.lxq;
  const LEAVE_MS = 5000;
  const AGAIN_MS = 1500;
  const SAY_SO_MS = 800;
  const offline = document.querySelector('.offline');
  let source = null;
  let leaving = 0;
  let again = 0;
  let saying = 0;

  function connect() {
    clearTimeout(leaving);
    clearTimeout(again);
    if (source) return;
    source = new EventSource(`/as/${lxq.person}/events?since=${lxq.since}`);
    source.addEventListener('open', () => {
      clearTimeout(saying);
      saying = 0;
      offline.hidden = true;
      lxq.retry();
    });
    source.addEventListener('message', (event) => lxq.upsert(JSON.parse(event.data)));
    source.addEventListener('clock', (event) => lxq.showClock(JSON.parse(event.data)));
    source.addEventListener('reload', () => location.reload());
    source.addEventListener('error', () => {
      // A moment's break is not worth a word.
      if (!saying) {
        saying = setTimeout(() => {
          offline.hidden = false;
        }, SAY_SO_MS);
      }
      disconnect();
      again = setTimeout(look, AGAIN_MS);
    });
  }

  function disconnect() {
    if (source) source.close();
    source = null;
  }

  function look() {
    if (document.visibilityState === 'visible') connect();
    else leaving = setTimeout(disconnect, LEAVE_MS);
  }

  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('pagehide', disconnect);
  if (document.visibilityState === 'visible') connect();
})();
